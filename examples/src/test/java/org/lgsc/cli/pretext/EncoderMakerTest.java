package org.lgsc.cli.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

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
                .species(Recapture.SPECIES[0], Recapture.SPECIES)
                .size(112)
                .build()
                .materialise(1, RenderProgress.NONE)
                .samples(Split.TRAIN);
    }

    @Test
    void patchesAreAFunctionOfSeedAndNumberAndHalfOfThemAreOfLivingFaces() {
        RecapturedPatches patches = new RecapturedPatches(faces(), 32, 5);
        Map<Recapture, Integer> counts = new EnumMap<>(Recapture.class);
        for (int i = 0; i < 400; i++) {
            counts.merge(RecapturedPatches.kind(i), 1, Integer::sum);
        }
        assertThat(counts)
                .containsExactly(
                        entry(Recapture.NONE, 200),
                        entry(Recapture.PRINT, 100),
                        entry(Recapture.REPLAY, 100));
        assertThat(patches.patch(7).width()).isEqualTo(32);
        assertThat(patches.patch(7).data())
                .isEqualTo(new RecapturedPatches(faces(), 32, 5).patch(7).data())
                .isNotEqualTo(patches.patch(11).data());
    }

    @Test
    void itNeverSeesWhatIsLeftOutElsewhere() {
        assertThat(Recapture.SPECIES)
                .containsExactly(PaiSpecies.PRINT, PaiSpecies.REPLAY)
                .doesNotContain(PaiSpecies.MASK, PaiSpecies.CLOTH);
    }

    @Test
    void whatIsMadeIsAnEncoderThatIsReadAgainFromHalfTheBytes(@TempDir Path folder) {
        List<Integer> steps = new ArrayList<>();
        EncoderMaker.Made made =
                new EncoderMaker(2, 3, 32, 4, 3, 1e-3, 5)
                        .make(RenderProgress.NONE, (step, loss) -> steps.add(step));
        assertThat(steps).containsExactly(1, 2, 3);
        assertThat(made.accuracy()).containsOnlyKeys("live", "print", "replay");
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
                .hasMessageContaining("multiple of 32 up to 128, was 48");
        assertThatThrownBy(() -> new EncoderMaker(2, 3, 32, 4, 0, 1e-3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> new EncoderMaker(100_000, 3, 32, 4, 3, 1e-3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base width must be 1 to 512");
        assertThatThrownBy(() -> new EncoderMaker(2, 3, 32, 6, 3, 1e-3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4, was 6");
    }
}
