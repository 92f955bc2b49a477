package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.internal.checkpoint.CheckpointFolder;
import org.lgsc.train.internal.checkpoint.CheckpointWriter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What safety costs, printed: the copy before each step, a checkpoint, reading it. {@code
 * -Dlgsc.cost.width=64} for the paper's network.
 */
class CheckpointCostIT {
    private static final int WIDTH = Integer.getInteger("lgsc.cost.width", 8);

    @TempDir Path folder;

    private static double millis(int times, Runnable what) {
        what.run();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            what.run();
        }
        return (System.nanoTime() - start) / 1e6 / times;
    }

    @Test
    void printsItAndReadsWhatItWrote() throws Exception {
        ComputationGraph graph =
                LgscNetwork.builder().baseWidth(WIDTH).updater(new Adam(1e-3)).build().init();
        Map<String, INDArray> arrays = RunSaver.arrays(graph);
        Nd4j.rand(arrays.get("updater"));
        arrays.put("best.params", arrays.get("params").dup());
        arrays.put("best.updater", arrays.get("updater").dup());
        NetworkSnapshot guard = new NetworkSnapshot(graph);
        System.out.printf(
                "base width %d, %.1f million parameters%n", WIDTH, graph.numParams() / 1e6);
        System.out.printf("copy before a step: %.0f ms%n", millis(10, guard::keep));
        System.out.printf(
                "look at the weights after it: %.0f ms%n",
                millis(
                        10,
                        () -> {
                            graph.params().sumNumber();
                            graph.params().amaxNumber();
                        }));
        CheckpointWriter writer =
                new CheckpointWriter(
                        CheckpointOptions.in(folder).withKeep(1),
                        problem -> {
                            throw new AssertionError(problem);
                        });
        System.out.printf(
                "writing a checkpoint: %.0f ms%n",
                millis(2, () -> writer.write(List.of("state"), arrays)));
        Map<String, INDArray> targets = new LinkedHashMap<>();
        arrays.forEach((name, array) -> targets.put(name, Nd4j.create(array.shape())));
        CheckpointFolder saved = new CheckpointFolder(folder);
        System.out.printf(
                "reading it: %.0f ms%n",
                millis(
                        1,
                        () ->
                                saved.newest(new java.util.ArrayList<>())
                                        .orElseThrow()
                                        .copyInto(targets)));
        arrays.forEach((name, array) -> assertThat(targets.get(name)).isEqualTo(array));
        try (var files = Files.list(folder)) {
            Path file = files.filter(f -> f.toString().endsWith(".lgsc")).findAny().orElseThrow();
            System.out.printf("size: %.0f MB%n", Files.size(file) / 1e6);
            // parameters and two moments of Adam for each, now and at the best epoch
            assertThat(Files.size(file))
                    .isBetween(2 * 4 * 2 * graph.numParams(), 2 * 4 * 3 * graph.numParams() + 1000);
        }
    }
}
