package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/**
 * Frames of 320x240 pixels with faces of some 90, as Replay-Attack has them, through the paper's
 * recipe and its patches of 224: nothing is too small to be used.
 */
class SmallFacesTest {
    private static final int FACE = 120;

    @TempDir Path folder;

    private Path frames() throws IOException {
        Path root = folder.resolve("frames");
        SyntheticDataset faces =
                SyntheticDataset.builder()
                        .subjects(4, 2, 2)
                        .liveCaptures(1)
                        .attacksPerSpecies(1)
                        .species(PaiSpecies.PRINT)
                        .size(160)
                        .build();
        for (Split split : Split.values()) {
            for (Sample s : faces.dataset().samples(split)) {
                Path file =
                        root.resolve(split.folder())
                                .resolve(s.label().isLive() ? "live" : s.species())
                                .resolve(s.subject())
                                .resolve("0.jpg");
                Files.createDirectories(file.getParent());
                Files.write(file, ImageEncoder.jpeg(frame(s.image().load()), 90));
            }
        }
        return root;
    }

    private static RgbImage frame(RgbImage face) {
        RgbImage frame = RgbImage.black(320, 240);
        Arrays.fill(frame.data(), (byte) 110);
        RgbImage small = ImageScaler.fit(face, FACE, FACE);
        for (int y = 0; y < FACE; y++) {
            System.arraycopy(
                    small.data(), 3 * y * FACE, frame.data(), 3 * ((60 + y) * 320 + 100), 3 * FACE);
        }
        return frame;
    }

    @Test
    void thePapersRecipeTrainsAndScoresThem() throws IOException {
        Path data = frames();
        Path model = folder.resolve("m.zip");
        CommandRun trained =
                CommandRun.of(
                        "train",
                        "--data",
                        data,
                        "--out",
                        model,
                        "--encoder",
                        "none",
                        "--base-width",
                        4,
                        "--batch",
                        4,
                        "--steps",
                        1);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(LgscModel.load(model).metadata().preprocessing().geometry())
                .hasToString(
                        "detector haar, crop 1.3 x the box, working size 256, patch 224, test"
                                + " full");
        Path csv = folder.resolve("test.csv");
        CommandRun scored =
                CommandRun.of(
                        "score", "--model", model, "--data", data, "--split", "test", "--out", csv);
        assertThat(scored.code()).as(scored.err()).isZero();
        // of one of the people drawn the cascades find a part or nothing; nobody is too small for
        // the working size
        assertThat(scored.err()).doesNotContain("too few", "enlarged");
        List<PadScore> scores = ScoreFile.read(csv).stream().filter(PadScore::hasResponse).toList();
        assertThat(scores).hasSizeGreaterThanOrEqualTo(2);
        // the detector, the scorer and the trainer see the same of a photograph
        int same = 0;
        try (LivenessDetector detector = LivenessDetector.load(model)) {
            for (PadScore score : scores) {
                LivenessResult result = detector.check(data.resolve(score.id()));
                if (result.reasons().isEmpty()) {
                    assertThat(result.spoofScore()).isCloseTo(score.spoofScore(), within(1e-5));
                    same++;
                }
            }
        }
        assertThat(same).isPositive();
    }
}
