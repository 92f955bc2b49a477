package org.lgsc.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.cli.CommandRun;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.core.weights.OnnxExport;
import org.lgsc.data.synthetic.SyntheticFaces;

class ExportTest {
    @TempDir Path folder;

    private static LgscModel model(InputScaling scaling, NormKind norm, CNN2DFormat layout) {
        return LgscModel.untrained(
                LgscNetwork.builder()
                        .baseWidth(4)
                        .inputSize(64)
                        .decoderNorm(norm)
                        .layout(layout)
                        .build(),
                scaling);
    }

    @Test
    void onnxRuntimeComputesTheSame() {
        Path file = folder.resolve("model.zip");
        model(InputScaling.IMAGENET, NormKind.INSTANCE, CNN2DFormat.NHWC).save(file);
        Path onnx = folder.resolve("deep/er/model.onnx");
        Path photograph = folder.resolve("p.png");
        ImageEncoder.writePng(RgbImage.black(80, 70), photograph);
        CommandRun run =
                CommandRun.of(
                        "export",
                        "--model",
                        file.toString(),
                        "--onnx",
                        onnx.toString(),
                        "--picture",
                        photograph.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("opset 13", "random pixels", "drawn faces", "photograph");
        assertThat(onnx).isRegularFile();
    }

    @Test
    void batchNormAndTheOtherLayoutAreTheSame() {
        LgscModel model = model(InputScaling.SYMMETRIC, NormKind.BATCH, CNN2DFormat.NCHW);
        Path onnx = folder.resolve("batch.onnx");
        OnnxExport.write(model, onnx);
        try (OnnxComparison comparison = new OnnxComparison(model, onnx)) {
            assertThat(comparison.compare(List.of(noise(1), noise(2), noise(3))).within()).isTrue();
            assertThat(comparison.compare(List.of(noise(4))).within()).isTrue();
        }
    }

    /** ONNX Runtime sums an average in floats: the score of 384x384 pixels was off by 2e-5. */
    @Test
    void theScoreOfManyPixelsIsExact() {
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder()
                                .baseWidth(2)
                                .inputSize(320)
                                .decoderNorm(NormKind.BATCH)
                                .seed(11)
                                .build(),
                        InputScaling.SYMMETRIC);
        int side = model.metadata().preprocessing().geometry().scoredSide();
        byte[] pixels = new byte[3 * side * side];
        new Random(20).nextBytes(pixels);
        Path onnx = folder.resolve("large.onnx");
        OnnxExport.write(model, onnx);
        try (OnnxComparison comparison = new OnnxComparison(model, onnx)) {
            OnnxComparison.Differences found =
                    comparison.compare(List.of(new RgbImage(side, side, pixels)));
            assertThat(found.within()).isTrue();
            assertThat(found.score()).isLessThan(3e-6);
        }
    }

    /** Engines round at other places; the score is the mean of many such roundings. */
    @ParameterizedTest
    @EnumSource(NormKind.class)
    void onnxRuntimeComputesNearlyTheSameOfWholeNumbers(NormKind norm) {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        LgscModel model =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(16).inputSize(64).decoderNorm(norm).build(),
                        InputScaling.SYMMETRIC);
        Path file = folder.resolve("model.zip");
        try (Calibrator calibrator = new Calibrator(model)) {
            SyntheticFaces faces = SyntheticFaces.of(1);
            for (int i = 0; i < Calibrator.FEWEST_FACES; i++) {
                RgbImage face = faces.portrait(i, 64);
                calibrator.add(InputScaling.SYMMETRIC.toArray(ImageScaler.fit(face, 64, 64)));
            }
            new LgscModel(model.graph(), model.metadata().withCalibration(calibrator.result()))
                    .save(file);
        }
        Path onnx = folder.resolve("int8.onnx");
        CommandRun run = CommandRun.of("export", "--model", file, "--onnx", onnx, "--int8");
        assertThat(run.out() + run.err()).contains("(limit 1e-02)").doesNotContain("OUTSIDE");
        assertThat(run.code()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeAnythingIs() {
        LgscModel model = model(InputScaling.SYMMETRIC, NormKind.BATCH, CNN2DFormat.NHWC);
        Preprocessing faces = model.metadata().preprocessing();
        ModelMetadata patches =
                new ModelMetadata(
                        model.metadata().network(),
                        new Preprocessing(
                                faces.geometry().withTest(TestPolicy.PATCHES), faces.scaling()),
                        model.metadata().threshold(),
                        model.metadata().provenance());
        Path file = folder.resolve("patches.zip");
        new LgscModel(model.graph(), patches).save(file);
        Path onnx = folder.resolve("patches.onnx");
        Path card = folder.resolve("patches.json");
        CommandRun several =
                CommandRun.of("export", "--model", file, "--onnx", onnx, "--card", card);
        assertThat(several.code()).isEqualTo(1);
        assertThat(several.err()).contains("in several pieces");
        CommandRun same = CommandRun.of("export", "--model", file, "--onnx", onnx, "--slim", onnx);
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("must name different files");
        assertThat(onnx).doesNotExist();
    }

    @Test
    void wholeNumbersNeedAQuantisedModel() {
        Path file = folder.resolve("plain.zip");
        model(InputScaling.SYMMETRIC, NormKind.BATCH, CNN2DFormat.NHWC).save(file);
        Path onnx = folder.resolve("int8.onnx");
        CommandRun run = CommandRun.of("export", "--model", file, "--onnx", onnx, "--int8");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The model is not quantised");
        assertThat(onnx).doesNotExist();
    }

    @Test
    void anotherNetworkIsOutside() {
        LgscModel model = model(InputScaling.SYMMETRIC, NormKind.INSTANCE, CNN2DFormat.NHWC);
        Path onnx = folder.resolve("other.onnx");
        OnnxExport.write(model(InputScaling.IMAGENET, NormKind.INSTANCE, CNN2DFormat.NHWC), onnx);
        try (OnnxComparison comparison = new OnnxComparison(model, onnx)) {
            assertThat(comparison.compare(List.of(noise(5))).within()).isFalse();
        }
        assertThat(
                        new OnnxComparison.Differences(
                                        1, Double.NaN, 0, 0, OnnxComparison.Limits.FLOATS)
                                .within())
                .isFalse();
    }

    @Test
    void aFileThatIsNoNetworkIsASentence() throws Exception {
        Path file = folder.resolve("model.zip");
        Files.writeString(file, "no model");
        CommandRun run = CommandRun.of("export", "--model", file.toString(), "--onnx", "x.onnx");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("model.zip").doesNotContain("\tat ");
        assertThat(CommandRun.of("export", "--model", file.toString()).code()).isEqualTo(2);
    }

    @Test
    void aModelForUseAloneScoresAsBefore() {
        Path file = folder.resolve("model.zip");
        LgscModel model = model(InputScaling.SYMMETRIC, NormKind.INSTANCE, CNN2DFormat.NHWC);
        model.save(file);
        Path slim = folder.resolve("slim.zip");
        CommandRun run =
                CommandRun.of("export", "--model", file.toString(), "--slim", slim.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("slim.zip");
        LgscModel loaded = LgscModel.load(slim);
        assertThat(loaded.metadata()).isEqualTo(model.metadata());
        assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
    }

    @Test
    void weightsGoOutAndComeBack() throws Exception {
        Path file = folder.resolve("model.zip");
        LgscModel model = model(InputScaling.SYMMETRIC, NormKind.INSTANCE, CNN2DFormat.NHWC);
        model.save(file);
        Path weights = folder.resolve("w.safetensors");
        Path back = folder.resolve("back.zip");
        assertThat(CommandRun.of("export", "--model", file, "--torch", weights).code()).isZero();
        assertThat(Files.readString(weights, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("fromPhotographToScore", "S = 96");
        CommandRun run = CommandRun.of("import", "--weights", weights, "--out", back, "--size", 64);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(LgscModel.load(back).graph().params()).isEqualTo(model.graph().params());
        assertThat(geometry(back))
                .isEqualTo(
                        "detector haar, crop 1.3 x the box, working size 96, patch 64, test full");
        CommandRun encoder =
                CommandRun.of(
                        "import",
                        "--encoder",
                        weights,
                        "--out",
                        back,
                        "--size",
                        64,
                        "--seed",
                        8,
                        "--scaling",
                        "imagenet");
        assertThat(encoder.code()).as(encoder.err()).isZero();
        LgscModel start = LgscModel.load(back);
        assertThat(start.graph().getParam("encoder_conv1_W"))
                .isEqualTo(model.graph().getParam("encoder_conv1_W"));
        assertThat(start.graph().params()).isNotEqualTo(model.graph().params());
        assertThat(start.metadata().preprocessing().scaling()).isEqualTo(InputScaling.IMAGENET);
    }

    /** A model trained elsewhere is used with the faces that it was trained on. */
    @Test
    void theGeometryOfWeightsIsStatedAtTheirImport() {
        Path weights = folder.resolve("w.safetensors");
        Path back = folder.resolve("back.zip");
        Path file = folder.resolve("model.zip");
        model(InputScaling.SYMMETRIC, NormKind.INSTANCE, CNN2DFormat.NHWC).save(file);
        assertThat(CommandRun.of("export", "--model", file, "--torch", weights).code()).isZero();
        List<Object> command = List.of("import", "--weights", weights, "--out", back, "--size", 64);
        CommandRun run =
                CommandRun.of(
                        with(
                                command,
                                "--detector",
                                "none",
                                "--working-size",
                                "max:128",
                                "--test-policy",
                                "patches"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("detector none", "working size at most 128");
        assertThat(geometry(back))
                .isEqualTo(
                        "detector none, crop 1.3 x the box, working size at most 128, patch 64,"
                                + " test patches");
        CommandRun small = CommandRun.of(with(command, "--working-size", "32"));
        assertThat(small.code()).isEqualTo(2);
        assertThat(small.err()).contains("patches of 64 pixels do not fit a working size of 32");
    }

    /** Exported weights state what their model did with faces; before, it had to be given again. */
    @Test
    void theGeometryOfExportedWeightsComesBack() throws IOException {
        Path file = folder.resolve("model.zip");
        LgscModel plain = model(InputScaling.IMAGENET, NormKind.BATCH, CNN2DFormat.NHWC);
        FaceGeometry geometry =
                new FaceGeometry(
                        DetectorId.NONE,
                        new FaceCrop(1.5, 40),
                        WorkingSize.of(128),
                        64,
                        TestPolicy.PATCHES);
        ModelMetadata m = plain.metadata();
        LgscModel model =
                new LgscModel(
                        plain.graph(),
                        new ModelMetadata(
                                m.network(),
                                m.preprocessing().withGeometry(geometry),
                                m.threshold(),
                                m.provenance()));
        model.save(file);
        Path weights = folder.resolve("w.safetensors");
        Path back = folder.resolve("back.zip");
        CommandRun export = CommandRun.of("export", "--model", file, "--torch", weights);
        assertThat(export.code()).as(export.err()).isZero();
        CommandRun run = CommandRun.of("import", "--weights", weights, "--out", back);
        assertThat(run.code()).as(run.err()).isZero();
        ModelMetadata imported = LgscModel.load(back).metadata();
        assertThat(imported.preprocessing()).isEqualTo(model.metadata().preprocessing());
        assertThat(imported.network().width()).isEqualTo(64);

        CommandRun other =
                CommandRun.of(
                        "import",
                        "--weights",
                        weights,
                        "--out",
                        back,
                        "--size",
                        96,
                        "--scaling",
                        "symmetric",
                        "--test-policy",
                        "full",
                        "--detector",
                        "haar");
        assertThat(other.code()).as(other.err()).isZero();
        Preprocessing overridden = LgscModel.load(back).metadata().preprocessing();
        assertThat(overridden.scaling()).isEqualTo(InputScaling.SYMMETRIC);
        assertThat(overridden.geometry().toString())
                .isEqualTo(
                        "detector haar, crop 1.5 x the box, working size 128, patch 96, test full");

        // one letter of the description, so that lengths stay as they are
        byte[] bytes = Files.readAllBytes(weights);
        String damaged =
                new String(bytes, StandardCharsets.ISO_8859_1).replace("PATCHES", "PITCHES");
        Files.write(weights, damaged.getBytes(StandardCharsets.ISO_8859_1));
        CommandRun refused = CommandRun.of("import", "--weights", weights, "--out", back);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("an entry \"lgsc\" that cannot be read", "PITCHES");
    }

    private static Object[] with(List<Object> command, Object... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray();
    }

    private static String geometry(Path model) {
        return LgscModel.load(model).metadata().preprocessing().geometry().toString();
    }

    private static RgbImage noise(long seed) {
        byte[] pixels = new byte[3 * 96 * 96];
        new java.util.Random(seed).nextBytes(pixels);
        return new RgbImage(96, 96, pixels);
    }
}
