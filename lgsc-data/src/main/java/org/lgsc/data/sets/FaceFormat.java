package org.lgsc.data.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.FaceTrack.Region;
import org.lgsc.data.protocol.Presentation;

/**
 * The format in which a data set writes face locations. Each line holds numbers separated by commas
 * or blanks and describes one frame; frames count from 0. All zeros mean that no face was found.
 */
enum FaceFormat {
    /**
     * OULU-NPU, {@code frame,x1,y1,x2,y2}: the eyes, the one on the picture's left first. The box
     * is a square of 2.5 times the distance of the eyes, as OpenCV's face cascade draws it, with
     * the eyes on its vertical centre line at 0.4 of its height.
     */
    OULU_EYES(5, 5, 0) {
        @Override
        @Nullable Region region(double[] v) {
            double distance = Math.hypot(v[3] - v[1], v[4] - v[2]);
            double size = 2.5 * distance;
            double x = (v[1] + v[3]) / 2 - size / 2;
            double y = (v[2] + v[4]) / 2 - 0.4 * size;
            return allZero(v, 1) ? null : new Region(x, y, size, size, 1);
        }
    },
    /** SiW, {@code x1 y1 x2 y2}: upper left and lower right corner, a line per frame. */
    SIW_CORNERS(4, 4, 0) {
        @Override
        @Nullable Region region(double[] v) {
            return allZero(v, 0) ? null : corners(v[0], v[1], v[2], v[3]);
        }

        @Override
        int frame(double[] v, int line) {
            return line;
        }
    },
    /**
     * Replay-Attack, CASIA-MFSD as bob annotated it, and the user's own {@code NAME.face} next to
     * {@code NAME.jpg} or {@code NAME.mov}: {@code frame x y width height}; a picture is frame 0.
     */
    FRAME_BOX(5, 5, 0) {
        @Override
        @Nullable Region region(double[] v) {
            return allZero(v, 1) ? null : new Region(v[1], v[2], v[3], v[4], 1);
        }
    },
    /** MSU-MFSD, {@code frame,x1,y1,x2,y2,...}: corners, then the eyes, which are ignored. */
    MSU_CORNERS(5, 9, 0) {
        @Override
        @Nullable Region region(double[] v) {
            return allZero(v, 1) ? null : corners(v[1], v[2], v[3], v[4]);
        }
    },
    /** CelebA-Spoof, {@code x y width height score} of a picture resized to 224x224. */
    CELEBA_BOX(4, 5, 224) {
        @Override
        @Nullable Region region(double[] v) {
            return allZero(v, 0)
                    ? null
                    : new Region(v[0], v[1], v[2], v[3], v.length > 4 ? v[4] : 1);
        }

        @Override
        int frame(double[] v, int line) {
            return line;
        }
    };

    /** Far more than the side of any picture; larger numbers mean a damaged file. */
    private static final double LARGEST = 1e6;

    private final int least;
    private final int most;
    private final int side;

    FaceFormat(int least, int most, int side) {
        this.least = least;
        this.most = most;
        this.side = side;
    }

    /** Returns the box of a line; null when the line states that there is no face. */
    abstract @Nullable Region region(double[] values);

    int frame(double[] values, int line) {
        return (int) values[0];
    }

    private static boolean allZero(double[] v, int from) {
        for (int i = from; i < v.length; i++) {
            if (v[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Region corners(double x1, double y1, double x2, double y2) {
        return new Region(x1, y1, x2 - x1, y2 - y1, 1);
    }

    /** Reads the file next to a presentation, whose name ends like this. */
    FaceTrack beside(Presentation presentation, String ending) {
        Path file = presentation.file();
        return read(file.resolveSibling(FileNames.stem(file) + ending), presentation.id());
    }

    /**
     * Reads a file. A line that cannot be used is a {@link FaceTrack#problems() problem} of the
     * track, so that one bad line does not exclude a video.
     *
     * @param file file that need not exist: no frame has a box then
     * @param id id of the video, for problems
     */
    FaceTrack read(Path file, String id) {
        if (!Files.exists(file)) {
            String ending = FileNames.ending(file);
            Path upper =
                    file.resolveSibling(
                            FileNames.stem(file) + "." + ending.toUpperCase(Locale.ROOT));
            return ending.isEmpty() || !Files.exists(upper) ? FaceTrack.NONE : read(upper, id);
        }
        List<SetAside> problems = new ArrayList<>();
        Map<Integer, Region> regions = new HashMap<>();
        try {
            // Latin-1 accepts any byte: damage must lead to a message about a line, not to an
            // exception
            List<String> lines = RegularFiles.readAllLines(file, StandardCharsets.ISO_8859_1);
            if (lines.stream().allMatch(String::isBlank)) {
                problems.add(new SetAside(id, file + " is empty: no face locations."));
            }
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    add(lines.get(i), i, regions, problems, file, id);
                }
            }
        } catch (IOException e) {
            problems.add(new SetAside(id, "Cannot read " + file + ": " + IoReason.of(e) + "."));
        }
        return new FaceTrack(regions, side, problems);
    }

    private void add(
            String line,
            int index,
            Map<Integer, Region> regions,
            List<SetAside> problems,
            Path file,
            String id) {
        double[] values = numbers(line);
        int frame = values == null ? -1 : frame(values, index);
        Region region = values == null ? null : region(values);
        boolean box = region == null || region.width() > 0 && region.height() > 0;
        if (values == null || frame < 0 || !box) {
            problems.add(
                    new SetAside(
                            id,
                            RootFormat.of(
                                    "%s, line %d: '%s' is not a face location.",
                                    file, index + 1, shortened(line))));
        } else if (region != null) {
            regions.putIfAbsent(frame, region);
        }
    }

    private double @Nullable [] numbers(String line) {
        String[] words = line.strip().split("[,\\s]+");
        if (words.length < least || words.length > most) {
            return null;
        }
        double[] values = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                values[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                return null;
            }
            if (!(Math.abs(values[i]) <= LARGEST)) {
                return null;
            }
        }
        return values;
    }

    private static String shortened(String line) {
        String text = line.strip().replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
