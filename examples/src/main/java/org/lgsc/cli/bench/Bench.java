package org.lgsc.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Profile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.train.internal.parallel.SingleStepper;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the engine, the graph and the same network from stock layers, in alternating rounds. */
@Command(
        name = "bench",
        description = {
            "Time inference and a training step: the inference engine in every precision that the"
                    + " processor has, the graph, the same network from Deeplearning4j's own layers"
                    + " and, if asked for, ONNX Runtime, taking turns in one process.",
            "Weights are random; times do not depend on them."
        },
        subcommands = {
            BenchBusy.class,
            BenchCluster.class,
            BenchData.class,
            BenchDetect.class,
            BenchEncoders.class,
            BenchPolicies.class,
            BenchPrecision.class,
            BenchWorkers.class
        })
public final class Bench extends LgscCommand {
    private static final int TRAINING_BATCH = 8;
    private static final int STEADY_AFTER = 20;

    @Mixin NetworkSize timed = new NetworkSize(64, 224);

    @Option(
            names = "--quick",
            description = "Fewer rounds, half the training batch: 2 minutes at full size.")
    boolean quick;

    @Option(
            names = "--profile",
            description = "Print where the time of a step and of an inference goes, then end.")
    boolean profile;

    @Option(
            names = "--steps",
            defaultValue = "220",
            description =
                    "Training steps for the memory report, above 20 (default: ${DEFAULT-VALUE};"
                            + " none with --quick).")
    int steps;

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description = "Also time ONNX Runtime on this network (written by 'export --onnx').")
    Path onnx;

    @Option(names = "--no-stock", description = "Without the stock layers.")
    boolean noStock;

    @Option(
            names = "--out",
            defaultValue = "bench.json",
            paramLabel = "JSON",
            description = "File for the figures (default: ${DEFAULT-VALUE}).")
    Path out;

    private LgscNetwork network;
    private ComputationGraph graph;
    private ObjectNode json;

    @Override
    protected int run() {
        Outputs.file(out);
        Outputs.file(onnx);
        requireBackend();
        network = fromArguments(timed::network);
        LgscModel model = LgscModel.untrained(network, InputScaling.SYMMETRIC);
        graph = model.graph();
        json = new ObjectMapper().createObjectNode();
        header();
        try (PrecisionEngines engines = new PrecisionEngines(model, timed.size);
                OnnxCandidate other = onnx == null ? null : new OnnxCandidate(onnx)) {
            if (profile) {
                engines.all().forEach(this::profileInference);
                profileStep();
                return 0;
            }
            ownPeak();
            List<Timings> timings = new ArrayList<>();
            ComputationGraph stock = noStock ? null : StockNetwork.init(timed.baseWidth);
            for (int batch : new int[] {1, 8}) {
                timings.add(inference(engines, stock, other, batch));
            }
            overhead();
            timings.add(training(stock));
            timings.forEach(this::print);
            PrecisionLimits limits =
                    new PrecisionLimits(engines.floats().flops(1, 3, timed.size, timed.size));
            limits.print(out());
            limits.write(json.putArray("limits"));
        }
        memory();
        write();
        return 0;
    }

    private void header() {
        String backend = Backend.require() + ", " + OneDnn.version();
        printf(
                "Base width %d, %dx%d; %s; Java %s; %d processors%n",
                timed.baseWidth,
                timed.size,
                timed.size,
                backend,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        json.put("baseWidth", timed.baseWidth).put("size", timed.size).put("native", backend);
        json.put("java", System.getProperty("java.version"))
                .put("processors", Runtime.getRuntime().availableProcessors());
    }

    /** Measures the memory of a training step, before the stock layers allocate theirs. */
    private void ownPeak() {
        err().println("Training step, for its memory");
        MultiDataSet data = RandomBatch.training(network, TRAINING_BATCH);
        run(quick ? 1 : 3, () -> graph.fit(data));
        printf(
                "Peak memory of the process, with a training step at batch %d: %.0f MiB%n",
                TRAINING_BATCH, ProcessMemory.peak());
        json.put("peakMebibytes", ProcessMemory.peak());
    }

    private Timings inference(
            PrecisionEngines engines, ComputationGraph stock, OnnxCandidate other, int batch) {
        err().println("Inference, batch " + batch);
        INDArray images = RandomBatch.images(batch, timed.size);
        CueSource ours = CueSource.of(graph);
        Timings timings = new Timings("inference, batch " + batch);
        engines.all()
                .forEach(
                        (precision, engine) ->
                                timings.candidate(
                                        precision == Precision.FLOAT32
                                                ? "engine"
                                                : "engine, " + precision,
                                        () -> engine.cues(images)));
        timings.candidate("graph", () -> ours.cues(images));
        if (other != null) {
            timings.candidate("ONNX Runtime", () -> other.run(batch, timed.size));
        }
        if (stock != null) {
            CueSource theirs = CueSource.of(stock);
            timings.candidate("stock layers", () -> theirs.cues(images));
        }
        if (quick) {
            engines.all().values().forEach(engine -> engine.cues(images));
            ours.cues(images);
            return timings.run(0, batch == 1 ? 5 : 1);
        }
        return timings.run(2, 11);
    }

    private void overhead() {
        int calls = quick ? 30 : 300; // each settles for a tenth of a second
        LgscNetwork tiny = LgscNetwork.builder().baseWidth(1).inputSize(32).build();
        INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 32, 32);
        try (InferenceEngine small = InferenceEngine.of(tiny.init())) {
            Timings.Result result =
                    new Timings("call")
                            .candidate("engine", () -> small.cues(image))
                            .run(calls, calls)
                            .results()
                            .get(0);
            double perOperation = 1000 * result.median() / small.operations(image.shape());
            printf(
                    "Overhead of a call: %.2f ms for %d operations, %.1f microseconds each%n",
                    result.median(), small.operations(image.shape()), perOperation);
            json.put("microsecondsPerOperation", perOperation);
        }
    }

    private Timings training(ComputationGraph stock) {
        int batch = quick ? TRAINING_BATCH / 2 : TRAINING_BATCH;
        err().println("Training step, batch " + batch);
        MultiDataSet data = RandomBatch.training(network, batch);
        Stepper floats = new SingleStepper(graph);
        Timings timings =
                new Timings("training step, batch " + batch)
                        .candidate("graph", () -> floats.step(data, 1));
        if (OneDnn.multiplies(Numbers.BFLOAT16)) {
            Stepper rounded = new SingleStepper(network.init(), Numbers.BFLOAT16);
            timings.candidate("graph, bf16", () -> rounded.step(data, 1));
        }
        if (stock != null) {
            timings.candidate("stock layers", () -> stock.fit(data));
        }
        return timings.run(quick ? 0 : 1, quick ? 1 : 5);
    }

    private void print(Timings timings) {
        printf("%n%s%n", timings.work());
        printf(
                "  %-14s %10s %10s %10s %8s %10s%n",
                "", "median ms", "min ms", "max ms", "rounds", "x slower");
        ArrayNode rows = json.putArray(timings.work());
        double first = timings.results().get(0).median();
        for (Timings.Result r : timings.results()) {
            printf(
                    "  %-14s %10.1f %10.1f %10.1f %8d %10.2f%n",
                    r.name(), r.median(), r.minimum(), r.maximum(), r.rounds(), r.median() / first);
            rows.addPOJO(r);
        }
    }

    /**
     * Continues training and reads the resident memory, which does not grow in the steady state.
     */
    private void memory() {
        if (!quick && steps > STEADY_AFTER) {
            MultiDataSet data = RandomBatch.training(network, TRAINING_BATCH);
            double steady = Double.NaN;
            for (int step = 1; step <= steps; step++) {
                graph.fit(data);
                if (step == STEADY_AFTER) {
                    steady = ProcessMemory.resident();
                }
                if (step % 20 == 0) {
                    remarkf(
                            "step %d of %d: %.0f MiB resident%n",
                            step, steps, ProcessMemory.resident());
                }
            }
            printf(
                    "%nResident memory: %.0f MiB after %d training steps, %.0f MiB after %d%n",
                    steady, STEADY_AFTER, ProcessMemory.resident(), steps);
            json.put("residentAfter20Steps", steady)
                    .put("residentAfterAllSteps", ProcessMemory.resident());
        }
    }

    private void profileInference(Precision precision, InferenceEngine engine) {
        for (int batch : new int[] {1, 8}) {
            INDArray images = RandomBatch.images(batch, timed.size);
            try (Profile warmUp = Profile.start()) {
                run(5, () -> engine.cues(images));
            }
            profile(precision + " inference, batch " + batch, 10, () -> engine.cues(images));
        }
    }

    private void profileStep() {
        for (Numbers factors : List.of(Numbers.FLOAT32, Numbers.BFLOAT16)) {
            if (OneDnn.multiplies(factors)) {
                MultiDataSet data = RandomBatch.training(network, TRAINING_BATCH);
                Stepper stepper = new SingleStepper(graph, factors);
                Runnable step = () -> stepper.step(data, 1);
                run(12, step); // workspaces have their size after some steps
                profile("training step, batch " + TRAINING_BATCH + ", " + factors, 5, step);
            }
        }
    }

    private static void run(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private void profile(String name, int rounds, Runnable work) {
        Profile measured = Profile.start();
        long start = System.nanoTime();
        run(rounds, work);
        double total = (System.nanoTime() - start) / 1e6 / rounds;
        measured.close();
        printf("%n%s: %.1f ms%n", name, total);
        double known = 0;
        for (Profile.Entry e : measured.entries().values()) {
            double each = e.milliseconds() / rounds;
            known += each;
            if (each >= total / 200) {
                printf(
                        "  %8.1f ms %5.1f %%  %3d x  %s%n",
                        each, 100 * each / total, e.runs() / rounds, e.label());
            }
        }
        printf(
                "  %8.1f ms %5.1f %%         everything else (losses, updater, Deeplearning4j)%n",
                total - known, 100 * (total - known) / total);
    }

    private void write() {
        IndentedJson.write(out, json);
        out().println("Figures: " + out);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Bench(), args));
    }
}
