package org.lgsc.train.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TinyRuns;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;
import org.nd4j.linalg.factory.Nd4j;

class TrainingFolderTest {
    private static final PadDataset DATA = TexturePictures.dataset(2, 3);
    private static final TrainingOptions OPTIONS = TinyRuns.options().build();

    @TempDir Path folder;

    private final List<String> problems = new ArrayList<>();

    private TrainingFolder open(Path at, int every) {
        return new TrainingFolder(at, OPTIONS, DATA, every, problems::add);
    }

    private static LossValues losses(int step) {
        Map<String, Double> heads = new LinkedHashMap<>();
        heads.put("loss_regression", 0.25 / step);
        heads.put("loss_triplet_e5", 0.5);
        heads.put("loss_triplet_d1", step == 3 ? Double.NaN : 0.125);
        heads.put("loss_auxiliary", 0.75);
        heads.put("loss_order", 0.125);
        return new LossValues(5.0 + step, heads);
    }

    private static EpochSummary epoch(int number, int steps) {
        return new EpochSummary(
                number, steps, 1.5, losses(1).heads(), 1e-3, Optional.empty(), false);
    }

    private static void steps(TrainingFolder run, int from, int to) {
        for (int i = from; i <= to; i++) {
            run.onStep(i, 6, losses(i), 1e-3);
            if (i % 2 == 0) {
                float cue = 0.1f * (i / 2);
                run.onEvaluation(i / 2, images -> Nd4j.valueArrayOf(images.shape(), cue));
                run.onEpoch(epoch(i / 2, i));
            }
        }
    }

    private static JsonNode data(Path page) throws IOException {
        String html = Files.readString(page);
        String mark = "id=\"report-data\">";
        int from = html.indexOf(mark) + mark.length();
        return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    }

    @Test
    void aRunLeavesTablesLinesPageAndFaces() throws IOException {
        TrainingFolder run = open(folder, 1);
        run.onPhase(TrainingPhase.ENCODER_WARM_START);
        run.onStep(1, 1, new LossValues(0.5, Map.of("loss", 0.5)), 1e-2);
        run.onPhase(TrainingPhase.TRAINING);
        steps(run, 1, 6);
        run.onDone("Kept epoch 3 of 3");
        run.onEnd();
        assertThat(Files.readAllLines(folder.resolve("steps.csv")))
                .hasSize(8)
                .startsWith(
                        "phase,step,learning_rate,total,regression,triplet,auxiliary,cue_order",
                        "encoder warm start,1,0.01,0.5,,,,",
                        "training,1,0.001,6.0,0.25,0.625,0.75,0.125");
        assertThat(Files.readAllLines(folder.resolve("epochs.csv")))
                .hasSize(4)
                .contains("training,2,1,0.001,1.5,0.25,0.625,0.75,,,,,,false,0.125");
        assertThat(Files.readAllLines(folder.resolve("log.jsonl"))).hasSize(1 + 6 + 3);
        assertThat(folder.resolve("faces/epoch-00002-face-4.png")).exists();
        JsonNode data = data(folder.resolve("training.html"));
        assertThat(data.path("state").asText()).isEqualTo("finished");
        assertThat(data.path("outcome").asText()).isEqualTo("Kept epoch 3 of 3");
        assertThat(data.path("curves").path("training").path("total")).hasSize(6);
        assertThat(data.path("curves").path("training").path("loss_triplet_d1"))
                .as("without the NaN")
                .hasSize(5);
        assertThat(data.path("epochs")).hasSize(3);
        assertThat(data.path("faces")).hasSize(6);
        assertThat(data.path("faces").get(0).path("looks")).hasSize(3);
        assertThat(Files.readString(folder.resolve("training.html")))
                .doesNotContain("http-equiv=\"refresh\"");
        assertThat(problems).isEmpty();
        assertThat(run.summary()).isEmpty();
    }

    @Test
    void aResumedRunHasEveryStepOnce() throws IOException {
        TrainingFolder whole = open(folder.resolve("whole"), 1);
        whole.onPhase(TrainingPhase.TRAINING);
        steps(whole, 1, 6);
        whole.onEnd();

        Path killed = folder.resolve("killed");
        TrainingFolder first = open(killed, 1);
        first.onPhase(TrainingPhase.TRAINING);
        steps(first, 1, 4); // the last checkpoint is of step 3
        for (String file : List.of("steps.csv", "log.jsonl")) {
            // half a line, which looks like a whole one without its end
            Files.writeString(killed.resolve(file), "training,5,0.00", StandardOpenOption.APPEND);
        }
        first.onEnd();
        TrainingFolder second = open(killed, 1);
        second.onResume(TrainingPhase.TRAINING, 3);
        second.onNotice("Resumed.");
        second.onPhase(TrainingPhase.TRAINING);
        assertThat(data(killed.resolve("training.html")).path("epochs")).hasSize(1);
        assertThat(killed.resolve("faces/epoch-00001-face-1.png")).exists();
        assertThat(killed.resolve("faces/epoch-00002-face-1.png")).doesNotExist();
        assertThat(Files.readString(killed.resolve("training.html")))
                .contains("<meta http-equiv=\"refresh\" content=\"10\">");
        steps(second, 4, 6);
        second.onEnd();
        for (String file : List.of("steps.csv", "epochs.csv")) {
            assertThat(killed.resolve(file))
                    .hasSameTextualContentAs(folder.resolve("whole").resolve(file));
        }
        JsonNode data = data(killed.resolve("training.html"));
        assertThat(data.path("state").asText()).isEqualTo("failed");
        assertThat(data.path("faces").get(0).path("looks")).hasSize(3);
        assertThat(data.path("notes").get(0).path("text").asText()).isEqualTo("Resumed.");
        assertThat(data.path("curves"))
                .isEqualTo(data(folder.resolve("whole/training.html")).path("curves"));
    }

    @Test
    void aRunOfAnEarlierVersionGetsTheNewColumn() throws IOException {
        TrainingFolder first = open(folder, 1);
        first.onPhase(TrainingPhase.TRAINING);
        steps(first, 1, 2);
        first.onEnd();
        for (String file : List.of("steps.csv", "epochs.csv")) {
            List<String> rows = Files.readAllLines(folder.resolve(file));
            // their tables had no cue order, the last column
            rows.replaceAll(row -> row.substring(0, row.lastIndexOf(',')));
            Files.write(folder.resolve(file), rows);
        }
        TrainingFolder second = open(folder, 1);
        second.onResume(TrainingPhase.TRAINING, 2);
        second.onPhase(TrainingPhase.TRAINING);
        steps(second, 3, 4);
        second.onEnd();
        assertThat(Files.readAllLines(folder.resolve("steps.csv")))
                .hasSize(5)
                .startsWith("phase,step,learning_rate,total,regression,triplet,auxiliary,cue_order")
                .contains("training,2,0.001,7.0,0.125,0.625,0.75,")
                .contains("training,4,0.001,9.0,0.0625,0.625,0.75,0.125");
        assertThat(Files.readAllLines(folder.resolve("epochs.csv")))
                .hasSize(3)
                .contains("training,2,1,0.001,1.5,0.25,0.625,0.75,,,,,,false,")
                .contains("training,4,2,0.001,1.5,0.25,0.625,0.75,,,,,,false,0.125");
    }

    @Test
    void aRunThatGoesBackToItsWarmStartTakesTheTrainingOut() throws IOException {
        TrainingFolder first = open(folder, 10);
        first.onPhase(TrainingPhase.ENCODER_WARM_START);
        first.onStep(1, 2, losses(1), 1e-3);
        first.onStep(2, 2, losses(2), 1e-3);
        first.onPhase(TrainingPhase.TRAINING);
        steps(first, 1, 6);
        assertThat(Files.readAllLines(folder.resolve("steps.csv")))
                .as("the last step of a phase is always logged")
                .hasSize(3);
        first.onEnd();
        TrainingFolder second = open(folder, 10);
        second.onResume(TrainingPhase.ENCODER_WARM_START, 1);
        assertThat(Files.readAllLines(folder.resolve("steps.csv"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("epochs.csv"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("log.jsonl"))).isEmpty();
        second.onEnd();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnceAndLinesWait() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        TrainingFolder run = open(blocked, 1);
        run.onPhase(TrainingPhase.TRAINING);
        steps(run, 1, 4);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("Cannot write to the training folder " + blocked);
        assertThat(run.summary()).isPresent();
        Files.delete(blocked);
        steps(run, 5, 6);
        run.onEnd();
        assertThat(Files.readAllLines(blocked.resolve("steps.csv"))).hasSize(7);
        assertThat(problems).hasSize(1);
    }

    @Test
    void twoRunsDoNotShareALog() throws IOException {
        TrainingFolder first = open(folder, 1);
        first.onPhase(TrainingPhase.TRAINING);
        steps(first, 1, 2);
        TrainingFolder second = open(folder, 1);
        assertThatThrownBy(() -> second.onPhase(TrainingPhase.TRAINING))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("writes its log to " + folder);
        second.onEnd(); // touches nothing
        steps(first, 3, 3);
        assertThat(Files.readAllLines(folder.resolve("steps.csv"))).hasSize(4);
        assertThat(data(folder.resolve("training.html")).path("state").asText())
                .isEqualTo("running");
        first.onEnd();
        TrainingFolder third = open(folder, 1);
        third.onPhase(TrainingPhase.TRAINING);
        third.onEnd();
    }

    /** What the ended process runs. */
    public static void main(String[] args) throws InterruptedException {
        TrainingFolder run = new TrainingFolder(Path.of(args[0]), OPTIONS, DATA, 1, x -> {});
        run.onPhase(TrainingPhase.TRAINING);
        run.onStep(1, 6, losses(1), 1e-3);
        Thread.sleep(120_000);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // no process ends another one gently there
    void aProcessThatIsEndedLeavesAPageThatSaysSo() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainingFolderTest.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("child.log").toFile())
                        .start();
        Path steps = folder.resolve("steps.csv");
        while (process.isAlive()
                && !(Files.exists(steps) && Files.readAllLines(steps).size() == 2)) {
            Thread.sleep(20);
        }
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        JsonNode page = data(folder.resolve("training.html"));
        assertThat(page.path("state").asText())
                .as(Files.readString(folder.resolve("child.log")))
                .isEqualTo("stopped");
        assertThat(Files.readString(folder.resolve("training.html")))
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void whatWasTakenBackIsNoted() throws IOException {
        TrainingFolder run = open(folder, 1);
        run.onPhase(TrainingPhase.TRAINING);
        run.onRollback(
                new RolledBackStep(
                        TrainingPhase.TRAINING,
                        3,
                        1,
                        3,
                        7,
                        8,
                        "the loss is NaN",
                        Double.NaN,
                        Map.of("loss_regression", Double.NaN),
                        List.of(new RolledBackStep.BatchSample("<b>a</b>", "a.png"))));
        run.onEnd();
        JsonNode line = new ObjectMapper().readTree(Files.readString(folder.resolve("log.jsonl")));
        assertThat(line.path("type").asText()).isEqualTo("rolledBack");
        assertThat(line.path("phase").asText()).isEqualTo("training");
        assertThat(line.path("samples").get(0).path("id").asText()).isEqualTo("<b>a</b>");
        assertThat(Files.readString(folder.resolve("training.html"))).doesNotContain("<b>a");
        assertThat(data(folder.resolve("training.html")).path("notes").get(0).path("text").asText())
                .startsWith("Rolled back step 3 of the training: the loss is NaN");
    }

    @Test
    void aLongCurveKeepsItsShape() {
        Curve curve = new Curve();
        for (int i = 1; i <= 100_000; i++) {
            curve.add(i, 2.0 * i);
        }
        ArrayNode points = new ObjectMapper().createArrayNode();
        curve.into(points);
        assertThat(points.size()).isBetween(300, 600);
        double last = 0;
        for (JsonNode p : points) {
            assertThat(p.get(0).asDouble()).isGreaterThan(last);
            assertThat(p.get(1).asDouble()).isEqualTo(2 * p.get(0).asDouble());
            last = p.get(0).asDouble();
        }
        assertThat(last).isGreaterThan(99_000);
    }
}
