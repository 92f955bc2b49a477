package org.lgsc.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.Sample;

/** Figures of several models on the same faces. */
class FigureModelsTest {
    @TempDir Path folder;

    private static CommandRun train(Path data, Path model, String... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--out", model));
        words.addAll(List.of("--recipe", "small-scale", "--base-width", "2", "--patches", "2"));
        words.addAll(List.of("--steps", "1", "--encoder-steps", "1", "--batch", "4"));
        words.addAll(List.of("--detector", "none", "--no-augment"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    /** A place that all models respond to counts more than the strongest of one with large cues. */
    @Test
    void severalModelsShowTheSameDetail() {
        float[][] large = new float[64][64];
        large[8][56] = 1;
        large[56][8] = 0.8f;
        float[][] small = new float[32][32];
        small[28][4] = 0.001f;
        List<CueDetail> details =
                CueDetail.of(
                        List.of(
                                new CuePicture.Cell(RgbImage.black(64, 64), large, 0.1),
                                new CuePicture.Cell(RgbImage.black(32, 32), small, 0.1)));
        assertThat(details.get(0).cue()[56 - details.get(0).y()][8 - details.get(0).x()])
                .isEqualTo(0.8f);
        assertThat(details.get(1).x()).isEqualTo(details.get(0).x() / 2);
        assertThat(details.get(1).y()).isEqualTo(details.get(0).y() / 2);
        assertThat(details.get(1).picture().width()).isEqualTo(8);
    }

    @Test
    void severalModelsStandBesideEachOtherOnTheSameFaces() throws IOException {
        Path data = TestFolders.write(folder.resolve("data"));
        Path patched = folder.resolve("patched.zip");
        Path resized = folder.resolve("resized.zip");
        assertThat(train(data, patched, "--size", "64").code()).isZero();
        CommandRun other = train(data, resized, "--size", "32", "--test-policy", "whole");
        assertThat(other.code()).as(other.err()).isZero();
        // each model's own geometry: a working size of 96 for patches of 64, and the whole face
        Sample face = FolderDataset.load(data).samples(Split.TEST).get(0);
        FaceOptions none = new FaceOptions();
        none.detector = FaceOptions.Detector.NONE;
        try (DrawnModel a = new DrawnModel("a", LgscModel.load(patched), none);
                DrawnModel b = new DrawnModel("b", LgscModel.load(resized), none)) {
            assertThat(a.picture(face).width()).isEqualTo(96);
            assertThat(b.picture(face).width()).isEqualTo(32);
            assertThat(b.cell(b.picture(face)).cue()).hasNumberOfRows(32);
        }

        Path cues = folder.resolve("cues.png");
        CommandRun drawn =
                CommandRun.of(
                        "figure",
                        "cues",
                        "--model",
                        patched,
                        "--model",
                        resized,
                        "--data",
                        data,
                        "--out",
                        cues,
                        "--detector",
                        "none");
        assertThat(drawn.code()).as(drawn.err()).isZero();
        BufferedImage image = ImageIO.read(cues.toFile());
        // four faces; a label, and for each model four panels of 112 pixels at least
        assertThat(image.getHeight()).isEqualTo(34 + 56 + 4 * (112 + 22 + 10) + 64);
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(110 + 2 * (4 * 112 + 20) + 10);
        CommandRun fewer =
                CommandRun.of(
                        "figure",
                        "cues",
                        "--model",
                        patched,
                        "--model",
                        resized,
                        "--data",
                        data,
                        "--out",
                        cues,
                        "--detector",
                        "none",
                        "--columns",
                        "1",
                        "--names",
                        "A,B");
        assertThat(fewer.code()).as(fewer.err()).isZero();
        assertThat(ImageIO.read(cues.toFile()).getHeight())
                .isEqualTo(34 + 56 + 2 * (112 + 22 + 10) + 64);

        CommandRun wrong =
                CommandRun.of(
                        "figure",
                        "embedding",
                        "--model",
                        patched,
                        "--model",
                        resized,
                        "--data",
                        data,
                        "--out",
                        cues);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("embedding takes one --model");
        CommandRun both =
                CommandRun.of(
                        "figure",
                        "cues",
                        "--model",
                        patched,
                        "--data",
                        data,
                        "--dataset",
                        "csv",
                        "--out",
                        cues);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("Give either --data FOLDER, or --dataset");
    }
}
