package org.lgsc.train.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.detector.FaceGate;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.face.JudgedFaceSource;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.sets.PresentationList;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.data.video.VideoFrames;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.scoring.SplitScorer;

/**
 * Scores lines of a list: pictures in batches, videos one by one. A file that cannot be used gets a
 * row without a response and a reason; it never ends the scoring.
 */
final class RowScorer implements AutoCloseable {
    /** Number of pictures scored together; they are read a few at a time. */
    private static final int BATCH = 64;

    private final HadoopFiles files;
    private final String root;
    private final FrameSelection frames;
    private final @Nullable FaceDetector detector;

    /** Null for face crops. */
    private final @Nullable FaceGate gate;

    private final SplitScorer scorer;

    RowScorer(HadoopFiles files, String root, Engines.Loaded engine, ScoringJob job) {
        this.files = files;
        this.root = root;
        this.frames = job.frames();
        this.detector = job.faces() == ScoringJob.Faces.HAAR ? new HaarFaceDetector() : null;
        this.gate =
                detector == null
                        ? null
                        : new FaceGate(
                                engine.preprocessing().geometry(), detector, QualityLimits.DEFAULT);
        this.scorer =
                SplitScorer.builder(engine.engine(), engine.preprocessing()).threads(1).build();
    }

    void score(List<PresentationList.Row> rows, List<PadScore> scores, List<SetAside> setAside) {
        List<Sample> pictures = new ArrayList<>();
        for (PresentationList.Row row : rows) {
            if (FileNames.VIDEOS.contains(FileNames.ending(row.fileName()))) {
                pictures(pictures, scores, setAside);
                video(row, scores, setAside);
            } else {
                pictures.add(sample(row, row.fileName(), -1, picture(row.fileName())));
                if (pictures.size() == BATCH) {
                    pictures(pictures, scores, setAside);
                }
            }
        }
        pictures(pictures, scores, setAside);
    }

    private ImageSource picture(String fileName) {
        return new ImageSource() {
            @Override
            public RgbImage load() {
                return open().decode();
            }

            @Override
            public Optional<EncodedPicture> encoded() {
                return Optional.of(open());
            }

            private EncodedPicture open() {
                String file = HadoopFiles.resolve(root, fileName);
                return ImageDecoder.defaults()
                        .open(files.read(file, ImageDecoder.DEFAULT_MAX_BYTES), file);
            }
        };
    }

    private Sample sample(PresentationList.Row row, String id, int frame, ImageSource whole) {
        ImageSource image = gate == null ? whole : new JudgedFaceSource(id, whole, gate);
        Label label = row.species().isEmpty() ? Label.LIVE : Label.SPOOF;
        String source = row.video().isEmpty() ? row.fileName() : row.video();
        return new Sample(id, label, row.species(), row.subject(), source, frame, image);
    }

    private void pictures(List<Sample> pictures, List<PadScore> scores, List<SetAside> setAside) {
        if (!pictures.isEmpty()) {
            add(pictures, scores, setAside);
            pictures.clear();
        }
    }

    private void add(List<Sample> samples, List<PadScore> scores, List<SetAside> setAside) {
        ScoringResult scored;
        try {
            scored = scorer.score(Split.TEST, samples);
        } catch (LgscException e) {
            if (samples.size() == 1) {
                unusable(samples.get(0), e.getMessage(), scores, setAside);
            } else { // when none can be used, the exception does not name the reason of each
                for (Sample sample : samples) {
                    add(List.of(sample), scores, setAside);
                }
            }
            return;
        }
        scores.addAll(scored.scores());
        setAside.addAll(scored.setAside());
    }

    private static void unusable(
            Sample sample, String reason, List<PadScore> scores, List<SetAside> setAside) {
        scores.add(
                new PadScore(
                        sample.id(),
                        sample.label(),
                        sample.species(),
                        sample.subject(),
                        sample.source(),
                        sample.frame(),
                        Double.NaN));
        setAside.add(new SetAside(sample.id(), reason));
    }

    private void video(PresentationList.Row row, List<PadScore> scores, List<SetAside> setAside) {
        List<Sample> decoded = new ArrayList<>();
        try {
            String file = HadoopFiles.resolve(root, row.fileName());
            Path local = Files.createTempFile("lgsc-video", "." + FileNames.ending(row.fileName()));
            try {
                files.fetch(file, local);
                List<Integer> missing =
                        new VideoFrames(local, frames, 0, 0)
                                .decode((frame, image) -> decoded.add(frame(row, frame, image)));
                for (int frame : missing) {
                    setAside.add(new SetAside(id(row, frame), "The frame could not be decoded."));
                }
            } catch (LgscException e) {
                // the message names the temporary file
                throw new LgscException(e.getMessage().replace(local.toString(), file), e);
            } finally {
                Files.deleteIfExists(local);
            }
        } catch (LgscException e) {
            ImageSource none = picture(row.fileName()); // no longer read
            unusable(sample(row, row.fileName(), -1, none), e.getMessage(), scores, setAside);
            return;
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot write a video to a temporary file: " + e.getMessage() + ".", e);
        }
        add(decoded, scores, setAside);
    }

    private Sample frame(PresentationList.Row row, int frame, RgbImage image) {
        return sample(row, id(row, frame), frame, () -> image);
    }

    private static String id(PresentationList.Row row, int frame) {
        return RootFormat.of("%s/%05d", row.fileName(), frame);
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }
}
