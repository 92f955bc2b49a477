package org.lgsc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.nd4j.linalg.api.ndarray.INDArray;

class ProgramsTest {
    @TempDir Path folder;

    @Test
    void lossesOfTrainingsBecomeCurves() throws Exception {
        StringBuilder steps = new StringBuilder("phase,step,learning_rate,total\n");
        steps.append("encoder,1,0.001,90\n");
        for (int step = 1; step <= 30; step++) {
            steps.append("training,").append(step).append(",0.001,");
            steps.append(step <= 10 ? 8 : 4).append('\n');
        }
        Files.writeString(folder.resolve("steps.csv"), steps);
        assertThat(LossCurves.totals(folder.resolve("steps.csv"))).containsExactly(8, 4, 4);
        Path svg = folder.resolve("losses.svg");
        LossCurves.main(svg.toString(), "one <bit>=" + folder, "two=" + folder);
        assertThat(svg)
                .content()
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains("one &lt;bit>", ">two<", ">30<");
    }

    @Test
    void aFolderBecomesATable() throws Exception {
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(folder.resolve("lgsc.zip"));
        Path pictures = Files.createDirectories(folder.resolve("pictures").resolve("gate"));
        SyntheticFaces drawn = SyntheticFaces.of(3);
        ImageEncoder.writePng(drawn.portrait(1, 200), pictures.resolve("a.png"));
        Files.writeString(pictures.resolve("b.JPG"), "no picture");
        Files.writeString(pictures.resolve("notes.txt"), "no picture, and not one by its name");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        ImageEncoder.writePng(drawn.portrait(2, 200), elsewhere.resolve("c.png"));
        Files.createSymbolicLink(folder.resolve("pictures").resolve("linked"), elsewhere);
        Path csv = folder.resolve("results.csv");
        FolderToCsv.main(
                new String[] {
                    folder.resolve("lgsc.zip").toString(),
                    folder.resolve("pictures").toString(),
                    csv.toString()
                });
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(4);
        assertThat(rows.get(3)).matches(".*c\\.png,(LIVE|SPOOF),0\\.\\d+,.*");
        assertThat(rows.get(0)).isEqualTo("picture,decision,spoof_score,threshold,reasons");
        assertThat(rows.get(1)).matches(".*a\\.png,(LIVE|SPOOF),0\\.\\d+,.*");
        assertThat(rows.get(2)).contains("b.JPG,UNDECIDED,,").contains("UNREADABLE");
    }

    @Test
    void drawnPicturesAreAFolderOfPeople() throws Exception {
        Path drawn = folder.resolve("drawn");
        DrawnPictures.main(new String[] {drawn.toString(), "2", "webcam", "64", "5"});
        assertThat(FolderDataset.loadUnsplit(drawn, FolderDataset.Options.defaults()).summary())
                .extracting(s -> s.splits().get(Split.TRAIN))
                .satisfies(
                        c -> {
                            assertThat(c.subjects()).isEqualTo(2);
                            assertThat(c.live()).isEqualTo(4);
                            assertThat(c.species()).containsOnlyKeys("print", "replay");
                        });
    }

    @Test
    void aTrainingIsWatched() throws Exception {
        Path faces = folder.resolve("faces");
        DrawnPictures.write(faces.resolve("train"), 5, CameraKind.PHONE, 128, 5);
        move("synthetic-0000", faces, "dev");
        move("synthetic-0001", faces, "dev");
        move("synthetic-0002", faces, "test");
        Path model = folder.resolve("trained.zip");
        String out =
                output(
                        () ->
                                WatchedTraining.main(
                                        new String[] {faces.toString(), model.toString(), "2"}));
        assertThat(model).isRegularFile();
        assertThat(out)
                .contains("step 1 of 2: {", "step 2 of 2: {", "iteration 1: norm of the parameters")
                .containsPattern("epoch 1: development ACER \\d+\\.\\d %");
    }

    private static void move(String person, Path faces, String split) throws Exception {
        for (String kind : List.of("live", "print", "replay")) {
            Path to = Files.createDirectories(faces.resolve(split).resolve(kind));
            try (Stream<Path> files = Files.list(faces.resolve("train").resolve(kind))) {
                for (Path picture : files.toList()) {
                    if (picture.getFileName().toString().startsWith(person)) {
                        Files.move(picture, to.resolve(picture.getFileName()));
                    }
                }
            }
        }
    }

    @Test
    void theNetworkIsAComputationGraph() throws Exception {
        Path file = folder.resolve("graph.zip");
        String out = output(() -> PlainDeeplearning4j.main(new String[] {file.toString()}));
        assertThat(file).isRegularFile();
        assertThat(out).contains("and tuned:").doesNotContain("differentiated");
    }

    @Test
    void transferLearningLeavesTheEncoderAlone() {
        LgscNetwork network = LgscNetwork.builder().baseWidth(4).inputSize(64).build();
        ComputationGraph tuned = PlainDeeplearning4j.withFrozenEncoder(network.init());
        Map<String, INDArray> before = new TreeMap<>();
        tuned.paramTable().forEach((name, values) -> before.put(name, values.dup()));
        tuned.fit(PlainDeeplearning4j.batch(network));
        Set<String> moved = new TreeSet<>();
        tuned.paramTable()
                .forEach(
                        (name, values) -> {
                            if (!values.equals(before.get(name))) {
                                moved.add(name);
                            }
                        });
        assertThat(before).containsKey("encoder_conv1_W");
        assertThat(moved).isNotEmpty().noneMatch(name -> name.startsWith("encoder_"));
    }

    /** What a program prints. */
    private static String output(ThrowingCallable program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            program.call();
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
