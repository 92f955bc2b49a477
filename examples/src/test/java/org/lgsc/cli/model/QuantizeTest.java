package org.lgsc.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.ChildJvm;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.Lgsc;
import org.lgsc.cli.TestFolders;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;

class QuantizeTest {
    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(16).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
    }

    private Path faces(int subjects) throws Exception {
        PadDataset data =
                SyntheticDataset.builder()
                        .subjects(subjects, 2, 3)
                        .liveCaptures(1)
                        .attacksPerSpecies(1)
                        .species(PaiSpecies.PRINT)
                        .size(96)
                        .seed(7)
                        .build()
                        .materialise(1, RenderProgress.NONE);
        return TestFolders.write(folder.resolve("data" + subjects), data);
    }

    private CommandRun quantize(Path data, Path out) {
        return CommandRun.of(
                "quantize", "--model", model, "--data", data, "--detector", "none", "--out", out);
    }

    @Test
    void aQuantisedModelIsWrittenComparedAndUsed() throws Exception {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        Path data = faces(36);
        Path out = folder.resolve("m8.zip");
        CommandRun run = quantize(data, out);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("Quantised on 54 faces. Scores of 18 others differ");
        assertThat(Precision.of(LgscModel.load(out))).isEqualTo(Precision.INT8);
        Path csv = folder.resolve("s.csv");
        CommandRun.score(out, data, csv);
        assertThat(folder.resolve("s.csv.json")).content().contains("\"precision\" : \"int8\"");

        CommandRun bench =
                CommandRun.of(
                        "bench",
                        "precision",
                        "--model",
                        out,
                        "--data",
                        data,
                        "--detector",
                        "none",
                        "--rounds",
                        "1");
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out()).contains("float32 ", "int8 ", "ACER %", "Limit: ");
        if (Precision.BF16.isSupported()) {
            assertThat(bench.out()).contains("bf16 ");
        }
    }

    @Test
    void facesAreCountedAndNotTheirPatches() throws Exception {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        LgscModel whole = LgscModel.load(model);
        ModelMetadata m = whole.metadata();
        Preprocessing patches =
                m.preprocessing()
                        .withGeometry(m.preprocessing().geometry().withTest(TestPolicy.grid(4)));
        new LgscModel(
                        whole.graph(),
                        new ModelMetadata(m.network(), patches, m.threshold(), m.provenance()))
                .save(model);
        Path out = folder.resolve("m8.zip");
        CommandRun run = quantize(faces(36), out);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("Quantised on 54 faces. Scores of 18 others differ");
        assertThat(LgscModel.load(out).metadata().calibration().faces()).isEqualTo(54);
        CommandRun few = quantize(faces(10), out); // 15 faces of 4 patches
        assertThat(few.code()).isEqualTo(1);
        assertThat(few.err()).contains("Calibration needs at least 50 faces");
    }

    @Test
    void tooFewFacesAndNoneAreRefused() throws Exception {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        CommandRun few = quantize(faces(2), folder.resolve("few.zip"));
        assertThat(few.code()).isEqualTo(1);
        assertThat(few.err()).contains("Calibration needs at least 50 faces");
        CommandRun all =
                CommandRun.of(
                        "quantize",
                        "--model",
                        model,
                        "--data",
                        folder.resolve("data2"),
                        "--detector",
                        "none",
                        "--out",
                        folder.resolve("few.zip"),
                        "--count",
                        Integer.MAX_VALUE);
        assertThat(all.code()).isEqualTo(1);
        assertThat(all.err()).contains("there were 3.");
        CommandRun none =
                quantize(
                        Files.createDirectories(folder.resolve("empty/train/live"))
                                .getParent()
                                .getParent(),
                        folder.resolve("none.zip"));
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).doesNotContain("Exception");
        assertThat(folder.resolve("few.zip")).doesNotExist();
        CommandRun count =
                CommandRun.of(
                        "quantize",
                        "--model",
                        model,
                        "--data",
                        folder,
                        "--out",
                        folder.resolve("x.zip"),
                        "--count",
                        "3");
        assertThat(count.code()).isEqualTo(2);
        assertThat(count.err()).contains("--count must be at least 50");
    }

    @Test
    void int8NeedsAQuantisedModelAndAProcessorForIt() throws Exception {
        Path data = faces(2);
        CommandRun run =
                ChildJvm.run(
                        folder,
                        Map.of("DNNL_MAX_CPU_ISA", "AVX2"),
                        List.of(
                                "-cp",
                                ChildJvm.classPath(e -> true),
                                Lgsc.class.getName(),
                                "quantize",
                                "--model",
                                model.toString(),
                                "--data",
                                data.toString(),
                                "--out",
                                folder.resolve("x.zip").toString()));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("This processor has no instructions for precision int8 (VNNI)")
                .doesNotContain("Exception");
        assumeThat(Precision.INT8.isSupported()).isTrue();
        Path csv = folder.resolve("s.csv");
        CommandRun plain =
                CommandRun.of(
                        "score",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--detector",
                        "none",
                        "--out",
                        csv,
                        "--precision",
                        "int8");
        assertThat(plain.code()).isEqualTo(1);
        assertThat(plain.err()).contains("The model is not quantised");
    }
}
