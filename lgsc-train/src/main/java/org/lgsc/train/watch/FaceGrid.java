package org.lgsc.train.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.detector.CueColours;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The same few faces of every class at every evaluation, with their cue maps as PNG files: {@code
 * epoch-00003-face-1.png}. Colours are those of {@link CueColours}, the same in all.
 */
final class FaceGrid {
    private static final int FACES = 8;
    private static final int COLUMNS = 12;
    private static final int SIDE = 112;
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{5,9})-face-(\\d+)\\.png");

    private record Face(String label, String id, RgbImage picture) {}

    private final Path folder;
    private final PadDataset dataset;
    private final Preprocessing preprocessing;

    /** PNG files of the faces' cue maps, by epoch. */
    private final TreeMap<Integer, List<byte[]>> maps = new TreeMap<>();

    private @Nullable List<Face> faces;

    FaceGrid(Path folder, PadDataset dataset, Preprocessing preprocessing) {
        this.folder = folder;
        this.dataset = dataset;
        this.preprocessing = preprocessing;
    }

    /** Returns the first readable samples of each class in turn. */
    private List<Face> faces() {
        List<Face> found = faces;
        if (found == null) {
            List<Sample> samples = dataset.samples(Split.DEV);
            Map<String, List<Sample>> classes = new LinkedHashMap<>();
            classes.put("live", new ArrayList<>());
            for (Sample s : samples.isEmpty() ? dataset.samples(Split.TRAIN) : samples) {
                String label = s.label().isLive() ? "live" : s.species();
                classes.computeIfAbsent(label, l -> new ArrayList<>()).add(s);
            }
            int each = Math.max(1, FACES / classes.size());
            List<Face> chosen = new ArrayList<>();
            classes.forEach((label, list) -> add(label, list, each, chosen));
            faces = chosen;
            return chosen;
        }
        return found;
    }

    private void add(String label, List<Sample> samples, int most, List<Face> chosen) {
        int added = 0;
        for (Sample sample : samples) {
            if (added == most || chosen.size() == FACES) {
                return;
            }
            try {
                RgbImage picture = preprocessing.geometry().picture(sample.image().load());
                chosen.add(new Face(label, sample.id(), picture));
                added++;
            } catch (LgscException e) {
                continue; // the trainer sets it aside
            }
        }
    }

    /** Draws the maps of an evaluation and keeps them in memory even if writing fails. */
    void look(int epoch, CueSource cues) throws IOException {
        List<byte[]> drawn = new ArrayList<>();
        for (Face face : faces()) {
            INDArray map = cues.cues(preprocessing.scaling().toArray(face.picture()));
            drawn.add(ImageEncoder.png(CueColours.picture(small(map))));
        }
        maps.put(epoch, drawn);
        Files.createDirectories(folder);
        for (int i = 0; i < drawn.size(); i++) {
            byte[] png = drawn.get(i);
            String name = RootFormat.of("epoch-%05d-face-%d.png", epoch, i + 1);
            AtomicFile.write(folder.resolve(name), out -> out.write(png));
        }
    }

    /**
     * Returns mean |cue| over channels and over squares of pixels, so that the page stays small.
     */
    private static float[][] small(INDArray map) {
        float[] values = map.dup('c').data().asFloat();
        int height = (int) map.size(2);
        int width = (int) map.size(3);
        int square = (Math.max(height, width) + SIDE - 1) / SIDE;
        float[][] mean = new float[height / square][width / square];
        for (int y = 0; y < mean.length * square; y++) {
            for (int x = 0; x < mean[0].length * square; x++) {
                for (int c = 0; c < 3; c++) {
                    mean[y / square][x / square] +=
                            Math.abs(values[(c * height + y) * width + x]) / (3 * square * square);
                }
            }
        }
        return mean;
    }

    /** Takes over the files of evaluations up to an epoch and removes later ones. */
    void resume(int lastEpoch) throws IOException {
        maps.clear();
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<Integer, TreeMap<Integer, Path>> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    continue;
                }
                int epoch = Integer.parseInt(name.group(1));
                if (epoch > lastEpoch) {
                    Files.delete(file);
                } else {
                    found.computeIfAbsent(epoch, e -> new TreeMap<>())
                            .put(Integer.parseInt(name.group(2)), file);
                }
            }
        }
        for (Map.Entry<Integer, TreeMap<Integer, Path>> look : found.entrySet()) {
            List<byte[]> files = new ArrayList<>();
            for (Path file : look.getValue().values()) {
                files.add(RegularFiles.readAllBytes(file));
            }
            maps.put(look.getKey(), files);
        }
    }

    /** Adds the faces, and their maps for at most a dozen epochs. */
    void into(ObjectNode data) {
        data.put("scaleEnd", CueColours.SCALE_END);
        ArrayNode scale = data.putArray("scale");
        for (int i = 0; i <= 8; i++) {
            scale.add(RootFormat.of("#%06x", CueColours.rgb(i / 8.0 * CueColours.SCALE_END)));
        }
        ArrayNode all = data.putArray("faces");
        if (maps.isEmpty()) {
            return;
        }
        List<Integer> shown = thinned(new ArrayList<>(maps.keySet()));
        for (int i = 0; i < faces().size(); i++) {
            Face face = faces().get(i);
            ObjectNode node = all.addObject();
            node.put("label", face.label());
            node.put("id", face.id());
            node.put("picture", uri("jpeg", ImageEncoder.jpeg(face.picture(), 85)));
            ArrayNode looks = node.putArray("looks");
            for (int epoch : shown) {
                List<byte[]> looksThen = maps.getOrDefault(epoch, List.of());
                if (i < looksThen.size()) {
                    looks.addObject()
                            .put("epoch", epoch)
                            .put("picture", uri("png", looksThen.get(i)));
                }
            }
        }
    }

    /** Returns the first, the last, and epochs evenly between them. */
    private static List<Integer> thinned(List<Integer> epochs) {
        if (epochs.size() <= COLUMNS) {
            return epochs;
        }
        TreeSet<Integer> shown = new TreeSet<>();
        for (int i = 0; i < COLUMNS; i++) {
            shown.add(epochs.get((int) Math.round(i * (epochs.size() - 1.0) / (COLUMNS - 1))));
        }
        return List.copyOf(shown);
    }

    private static String uri(String type, byte[] file) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(file);
    }
}
