package org.lgsc.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.patch.PatchSampler;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast pictures become training batches. */
@Command(
        name = "data",
        description = {
            "Measure how many training patches per second are read from a cache, decoded,"
                    + " augmented, cut, normalised and put into batches.",
            "Without --cache, drawn faces in temporary files are used.",
            "With --steps a network is then trained on them, to measure how long it waits for data."
        })
public final class BenchData extends LgscCommand {
    private static final int DRAWN = 64;
    private static final int WARM_UP_STEPS = 2;

    @Option(names = "--cache", paramLabel = "DIR", description = "A cache written by prepare.")
    Path cache;

    @Option(
            names = "--face-size",
            defaultValue = "480",
            paramLabel = "PIXELS",
            description = "Side of drawn face crops (default: ${DEFAULT-VALUE}).")
    int faceSize;

    @Option(
            names = "--format",
            defaultValue = "png",
            description = "Format of drawn faces: png, jpeg or bmp (default: ${DEFAULT-VALUE}).")
    CacheOptions.Format format;

    @Option(
            names = "--size",
            defaultValue = "224",
            description = "Side of a patch (default: ${DEFAULT-VALUE}).")
    int size;

    @Option(
            names = "--batch",
            defaultValue = "32",
            description = "Patches per batch (default: ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Worker threads (default: ${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Seconds to measure (default: ${DEFAULT-VALUE}).")
    int seconds;

    @Option(
            names = "--augment",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Apply the published augmentation (default).")
    boolean augment;

    @Option(
            names = "--steps",
            defaultValue = "0",
            description =
                    "Then train a network on the batches for this number of steps and print how"
                            + " long they wait for data (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(
            names = "--base-width",
            defaultValue = "64",
            description =
                    "Base width of that network; 64 is the paper's (default: ${DEFAULT-VALUE}).")
    int baseWidth;

    @Override
    protected int run() throws IOException {
        requireBackend();
        if (cache != null) {
            return measure(ofCache(FaceCache.open(cache)));
        }
        Path folder = Files.createTempDirectory("lgsc-bench");
        try {
            return measure(drawn(folder));
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<Sample> ofCache(FaceCache cache) {
        List<Sample> samples = new ArrayList<>();
        for (FaceCache.Entry e : cache.entries()) {
            samples.add(
                    new Sample(
                            e.path(),
                            e.label(),
                            e.species(),
                            e.subject(),
                            e.video(),
                            cache.source(e)));
        }
        return samples;
    }

    private List<Sample> drawn(Path folder) throws IOException {
        List<Sample> faces =
                SyntheticDataset.builder()
                        .subjects(DRAWN / 8, 0, 0)
                        .liveCaptures(4)
                        .attacksPerSpecies(4)
                        .size(160)
                        .build()
                        .dataset()
                        .samples(Split.TRAIN);
        List<Sample> samples = new ArrayList<>();
        for (Sample face : faces) {
            RgbImage image = ImageScaler.enlargeToAtLeast(face.image().load(), faceSize);
            Path file = folder.resolve(samples.size() + "." + format);
            Files.write(file, format.encode(image));
            samples.add(face.withImage(() -> ImageDecoder.defaults().decode(file)));
        }
        return samples;
    }

    private int measure(List<Sample> samples) {
        Augmentation augmentation = augment ? Augmentation.published() : Augmentation.none();
        PatchSampler sampler = fromArguments(() -> PatchSampler.randomNative(size));
        stages(samples, augmentation, sampler, 1); // for the just-in-time compiler
        double[] millis = stages(samples, augmentation, sampler, Math.max(1, seconds / 3));
        printf(
                "One patch, processor time: %.2f ms to read and decode, %.2f ms to augment,"
                        + " cut and normalise: %.0f patches a second and core%n",
                millis[0], millis[1], 1000 / (millis[0] + millis[1]));
        try (BalancedBatchIterator batches =
                fromArguments(
                        () ->
                                BalancedBatchIterator.builder(samples)
                                        .batchSize(batch)
                                        .sampler(sampler)
                                        .augmentation(augmentation)
                                        .threads(threads)
                                        .build())) {
            batches(batches, 1);
            double rate = batches(batches, seconds);
            printf(
                    "%d pictures, patches of %dx%d, %s: %.0f patches/s with %d %s, %.0f a"
                            + " thread; a batch of %d every %.0f ms%n",
                    samples.size(),
                    size,
                    size,
                    augment ? "published augmentation" : "no augmentation",
                    rate,
                    threads,
                    threads == 1 ? "thread" : "threads",
                    rate / threads,
                    batch,
                    1000 * batch / rate);
            if (!batches.setAside().isEmpty()) {
                throw LgscException.of(
                        "%s pictures could not be read: %s",
                        batches.setAside().size(), batches.setAside().get(0).reason());
            }
        }
        if (steps > 0) {
            training(samples, augmentation, sampler);
        }
        return 0;
    }

    /** Measures the same batches with real steps, which use the processors, too. */
    private void training(List<Sample> samples, Augmentation augmentation, PatchSampler sampler) {
        LgscNetwork network =
                fromArguments(
                        () -> LgscNetwork.builder().baseWidth(baseWidth).inputSize(size).build());
        ComputationGraph graph = network.init();
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(samples)
                        .batchSize(batch)
                        .sampler(sampler)
                        .augmentation(augmentation)
                        .labelHeads(network.heads().size())
                        .threads(threads)
                        .build()) {
            new DataWait(System::nanoTime).measure(batches, graph::fit, WARM_UP_STEPS);
            if (!batches.hasNext()) {
                batches.reset();
            }
            MultiDataSet one = batches.next();
            long start = System.nanoTime();
            graph.fit(one);
            graph.fit(one);
            double alone = (System.nanoTime() - start) / 2e6;
            DataWait wait = new DataWait(System::nanoTime);
            wait.measure(batches, graph::fit, steps);
            printf(
                    "Training, base width %d, batch %d, %dx%d, %s for data: %s; a step on a"
                            + " batch at hand takes %.0f ms%n",
                    baseWidth,
                    batch,
                    size,
                    size,
                    threads == 1 ? "1 thread" : threads + " threads",
                    wait.text(),
                    alone);
        }
    }

    /**
     * Returns the mean milliseconds of a picture for reading and decoding, and for everything else,
     * in processor time, which excludes other work of the machine.
     */
    private double[] stages(
            List<Sample> samples, Augmentation augmentation, PatchSampler sampler, int forSeconds) {
        ThreadMXBean time = ManagementFactory.getThreadMXBean();
        InputBatch input = new InputBatch(1, size, size, InputScaling.SYMMETRIC);
        SplittableRandom random = new SplittableRandom(1);
        long decoding = 0;
        long rest = 0;
        int count = 0;
        long end = System.nanoTime() + forSeconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            long start = time.getCurrentThreadCpuTime();
            RgbImage face = samples.get(random.nextInt(samples.size())).image().load();
            long decoded = time.getCurrentThreadCpuTime();
            input.set(0, augmentation.patch(face, sampler, random));
            decoding += decoded - start;
            rest += time.getCurrentThreadCpuTime() - decoded;
            count++;
        }
        return new double[] {decoding / 1e6 / count, rest / 1e6 / count};
    }

    /** Returns the number of patches per second. */
    private static double batches(BalancedBatchIterator batches, int forSeconds) {
        long start = System.nanoTime();
        long end = start + forSeconds * 1_000_000_000L;
        long patches = 0;
        while (System.nanoTime() < end) {
            if (!batches.hasNext()) {
                batches.reset();
            }
            batches.next();
            patches += batches.batchSize();
        }
        return patches * 1e9 / (System.nanoTime() - start);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchData(), args));
    }
}
