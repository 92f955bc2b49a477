package org.lgsc.examples.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.network.ResNet18;
import org.lgsc.core.weights.WeightImport;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;

class EncoderMakerTest {
    private static List<Sample> faces() {
        return SyntheticDataset.builder()
                .subjects(2, 0, 0)
                .liveCaptures(3)
                .attacksPerSpecies(1)
                .species(PaiSpecies.PRINT, PaiSpecies.forTraining().toArray(PaiSpecies[]::new))
                .size(112)
                .build()
                .materialise(1, RenderProgress.NONE)
                .samples(Split.TRAIN);
    }

    @Test
    void patchesAreAFunctionOfSeedAndNumberAndEveryTraceOccursInAFairShareOfThem() {
        TracedPatches patches = new TracedPatches(faces(), 32, 5);
        Map<Trace, Integer> counts = new EnumMap<>(Trace.class);
        int all = 400;
        for (int i = 0; i < all; i++) {
            TracedPatches.Traced traced = patches.patch(i);
            assertThat(traced.patch().width()).isEqualTo(32);
            traced.traces().forEach(t -> counts.merge(t, 1, Integer::sum));
        }
        for (Trace trace : Trace.values()) {
            assertThat(counts.get(trace)).as(trace.name()).isBetween(all / 20, all * 2 / 5);
        }
        assertThat(patches.patch(7).patch().data())
                .isEqualTo(new TracedPatches(faces(), 32, 5).patch(7).patch().data())
                .isNotEqualTo(patches.patch(8).patch().data());
    }

    @Test
    void whatIsMadeIsAnEncoderThatIsReadAgainFromHalfTheBytes(@TempDir Path folder) {
        List<Integer> steps = new ArrayList<>();
        EncoderMaker.Made made =
                new EncoderMaker(2, 3, 32, 4, 3, 1e-3, 5)
                        .make(RenderProgress.NONE, (step, loss) -> steps.add(step));
        assertThat(steps).containsExactly(1, 2, 3);
        assertThat(made.accuracy()).hasSize(Trace.values().length).containsKey("gamut");
        Path file = folder.resolve("encoder.safetensors");
        made.encoder().halves().writeSafetensors(file, Map.of());
        ComputationGraph classifier = ResNet18.builder().baseWidth(2).build().init();
        WeightImport.open(file).intoEncoder(classifier);
        float[] stem = made.encoder().tensors().get("encoder.conv1.weight").values();
        assertThat(classifier.getParam(ResNet18.STEM_FILTERS).dup('c').data().asFloat())
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(stem);
    }

    @Test
    void numbersThatCannotBeAreNamed() {
        assertThatThrownBy(() -> new EncoderMaker(2, 3, 48, 4, 3, 1e-3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 32 up to 112, was 48");
        assertThatThrownBy(() -> new EncoderMaker(2, 3, 32, 4, 0, 1e-3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
    }
}
