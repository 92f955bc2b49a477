package org.lgsc.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.ThreadPolicy;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times inference next to processes that use the same cores. */
@Command(
        name = "busy",
        description = {
            "Time inference while other processes, started and ended by this command, keep cores"
                    + " busy: by default, with every operation split among all threads, and with"
                    + " one thread.",
            "Without a model: two networks with random weights, with instance norms and with batch"
                    + " norms in the decoder."
        })
public final class BenchBusy extends LgscCommand {
    /** Busy processes end by themselves after this multiple of the time they are needed. */
    private static final int PATIENCE = 10;

    @Option(names = "--model", paramLabel = "FILE", description = "A model file.")
    Path model;

    @Option(
            names = "--base-width",
            defaultValue = "16",
            description = "Channels of the stem without a model (default: ${DEFAULT-VALUE}).")
    int baseWidth;

    @Option(
            names = "--size",
            defaultValue = "96",
            description = "Side of the input, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    int size;

    @Option(
            names = "--batch",
            defaultValue = "1",
            description = "Images per call (default: ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--busy",
            defaultValue = "0,1,2",
            split = ",",
            paramLabel = "COUNT",
            description = "Busy processes, at most 64 (default: ${DEFAULT-VALUE}).")
    List<Integer> busy;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "Seconds for each figure, 1 to 60 (default: ${DEFAULT-VALUE}).")
    int seconds;

    private final Map<String, Runnable> candidates = new LinkedHashMap<>();

    @Override
    protected int run() {
        require(
                seconds >= 1
                        && seconds <= 60
                        && batch >= 1
                        && busy.stream().allMatch(k -> k >= 0 && k <= 64),
                "Invalid argument: seconds must be 1 to 60, the batch at least 1, and busy"
                        + " processes 0 to 64.");
        requireBackend();
        printf(
                "%dx%d, batch %d; %s; %d processors, %d OpenMP threads%n",
                size,
                size,
                batch,
                OneDnn.version(),
                Runtime.getRuntime().availableProcessors(),
                NativeThreads.limit());
        List<InferenceEngine> engines = new ArrayList<>();
        try {
            prepare(engines);
            print();
        } finally {
            engines.forEach(InferenceEngine::close);
        }
        return 0;
    }

    private void prepare(List<InferenceEngine> engines) {
        if (model != null) {
            LgscModel loaded = LgscModel.load(model);
            candidates("model", () -> InferenceEngine.of(loaded), engines);
            return;
        }
        for (NormKind norm : NormKind.values()) {
            LgscNetwork network =
                    fromArguments(
                            () ->
                                    LgscNetwork.builder()
                                            .baseWidth(baseWidth)
                                            .inputSize(size)
                                            .decoderNorm(norm)
                                            .build());
            candidates(
                    norm.name().toLowerCase(Locale.ROOT) + " norms",
                    () -> InferenceEngine.of(network.init()),
                    engines);
        }
    }

    private void candidates(
            String name, Supplier<InferenceEngine> source, List<InferenceEngine> engines) {
        INDArray images = RandomBatch.images(batch, size);
        int threads = NativeThreads.limit();
        InferenceEngine engine = source.get();
        engines.add(engine);
        candidates.put(name, () -> engine.cues(images));
        ThreadPolicy.meetAlways(true);
        try {
            InferenceEngine before = source.get();
            engines.add(before);
            before.cues(images);
            candidates.put(name + ", all threads", () -> before.cues(images));
        } finally {
            ThreadPolicy.meetAlways(false);
        }
        candidates.put(
                name + ", one thread",
                () -> {
                    NativeThreads.limit(1);
                    try {
                        engine.cues(images);
                    } finally {
                        NativeThreads.limit(threads);
                    }
                });
        candidates.values().forEach(Runnable::run);
    }

    private void print() {
        printf(
                "  %-28s %6s %10s %10s %10s %8s%n",
                "", "busy", "p50 ms", "p95 ms", "mean ms", "calls");
        for (int k : busy) {
            int longest = PATIENCE * seconds * candidates.size();
            try (BusyProcess.Group group = new BusyProcess.Group(k, longest)) {
                LockSupport.parkNanos(500_000_000L); // Java takes a moment to start
                candidates.forEach((name, run) -> print(name, k, times(run)));
                if (group.alive() < k) {
                    err().println("A busy process ended early; these figures are too low.");
                }
            }
        }
    }

    /** Returns the milliseconds of the calls in ascending order; at least one. */
    private List<Double> times(Runnable run) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (times.isEmpty() || System.nanoTime() < end) {
            long start = System.nanoTime();
            run.run();
            times.add((System.nanoTime() - start) / 1e6);
        }
        Collections.sort(times);
        return times;
    }

    private void print(String name, int k, List<Double> times) {
        int n = times.size();
        printf(
                "  %-28s %6d %10.2f %10.2f %10.2f %8d%n",
                name,
                k,
                times.get(n / 2),
                times.get(Math.min(n - 1, n * 95 / 100)),
                times.stream().mapToDouble(t -> t).average().orElseThrow(),
                n);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchBusy(), args));
    }
}
