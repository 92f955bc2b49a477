package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.nd4j.linalg.learning.config.Adam;

/** Contents of a model file after loading. */
class LgscModelTest {
    @TempDir static Path shared;

    private static SavedModel saved;

    @BeforeAll
    static void saveOne() {
        saved = new SavedModel(shared);
    }

    @Test
    void metadataAndWeightsComeBack() {
        LgscModel loaded = LgscModel.load(saved.file());
        assertThat(loaded.metadata()).isEqualTo(saved.model().metadata());
        assertThat(loaded.graph().params()).isEqualTo(saved.model().graph().params());
        assertThat(loaded.metadata().provenance().backend()).contains("Cpu");
        assertThat(loaded.metadata().provenance().dl4jVersion()).startsWith("1.0.0");
    }

    @Test
    void resumedTrainingEqualsUninterruptedTraining() {
        LgscModel first = LgscModel.load(saved.file());
        LgscModel second = LgscModel.load(saved.file());
        ComputationGraph unbroken = first.graph();
        for (int step = 0; step < 3; step++) {
            unbroken.fit(SavedModel.batch());
        }
        second.graph().fit(SavedModel.batch());
        Path between = shared.resolve("between.zip");
        second.save(between);
        ComputationGraph resumed = LgscModel.load(between).graph();
        resumed.fit(SavedModel.batch());
        resumed.fit(SavedModel.batch());
        assertThat(resumed.getIterationCount()).isEqualTo(unbroken.getIterationCount());
        assertThat(resumed.params()).isEqualTo(unbroken.params());
    }

    @Test
    void withoutUpdaterItIsSmallerAndTheSameToUse(@TempDir Path directory) throws IOException {
        Path slim = directory.resolve("slim.zip");
        saved.model().saveForInference(slim);
        // less than half the size: the updater has two values for every weight
        assertThat(Files.size(slim)).isLessThan(Files.size(saved.file()) / 2);
        LgscModel loaded = LgscModel.load(slim);
        assertThat(loaded.metadata()).isEqualTo(saved.model().metadata());
        assertThat(loaded.graph().params()).isEqualTo(saved.model().graph().params());
        loaded.graph().fit(SavedModel.batch());
    }

    @Test
    void savingLeavesNothingElseBehind(@TempDir Path directory) throws IOException {
        saved.model().save(directory.resolve("m.zip"));
        saved.model().save(directory.resolve("m.zip"));
        try (var files = Files.list(directory)) {
            assertThat(files.toList()).containsExactly(directory.resolve("m.zip"));
        }
    }

    @Test
    void aFrozenEncoderStaysFrozen(@TempDir Path directory) throws IOException {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .encoderWeights(EncoderWeights.FROZEN)
                        .build();
        Path file = directory.resolve("frozen.zip");
        LgscModel.untrained(network, InputScaling.IMAGENET).save(file);
        LgscModel loaded = LgscModel.load(file);
        assertThat(loaded.metadata().network().encoderWeights()).isEqualTo(EncoderWeights.FROZEN);
        assertThat(loaded.metadata().preprocessing().scaling()).isEqualTo(InputScaling.IMAGENET);
        Map<String, float[]> before = encoder(loaded.graph());
        loaded.graph().fit(SavedModel.batch());
        loaded.save(file);
        ComputationGraph again = LgscModel.load(file).graph();
        again.fit(SavedModel.batch());
        Map<String, float[]> after = encoder(again);
        before.forEach((name, value) -> assertThat(after.get(name)).as(name).isEqualTo(value));
    }

    private static Map<String, float[]> encoder(ComputationGraph graph) {
        Map<String, float[]> weights = new TreeMap<>();
        graph.paramTable()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("encoder_")) {
                                weights.put(name, value.reshape(-1).toFloatVector());
                            }
                        });
        return weights;
    }

    @Test
    void aFileWithoutTheFieldTrainsItsEncoder(@TempDir Path directory) throws IOException {
        LgscModel old =
                LgscModel.load(
                        saved.with(
                                directory.resolve("old.zip"),
                                Map.of(
                                        "lgsc.json",
                                        SavedModel.latin(
                                                saved.entry("lgsc.json")
                                                        .replaceFirst(
                                                                "\\s*\"encoderWeights\" :"
                                                                        + " \"TRAINED\",",
                                                                "")))));
        assertThat(old.metadata()).isEqualTo(saved.model().metadata());
    }

    @Test
    void anEncoderWithItsOwnRateResumes(@TempDir Path directory) {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .updater(new Adam(new WarmupDecaySchedule(1e-3, 3, 0.95, 2)))
                        .encoderUpdater(new Adam(new WarmupDecaySchedule(1e-4, 3, 0.95, 2)))
                        .build();
        ComputationGraph unbroken = network.init();
        unbroken.fit(SavedModel.batch());
        Path file = directory.resolve("own.zip");
        new LgscModel(
                        unbroken,
                        new ModelMetadata(
                                network.options(),
                                saved.model().metadata().preprocessing(),
                                ModelThreshold.UNFITTED,
                                saved.model().metadata().provenance()))
                .save(file);
        ComputationGraph resumed = LgscModel.load(file).graph();
        unbroken.fit(SavedModel.batch());
        resumed.fit(SavedModel.batch());
        assertThat(resumed.params()).isEqualTo(unbroken.params());
    }
}
