package org.lgsc.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.Sample;

class QuickstartDataTest {
    @Test
    void anotherSpeciesOfTheSimulationDoesNotChangeTheDocumentedTest() {
        QuickstartData data = new QuickstartData(QuickstartOptions.DEFAULT, 42, null, said -> {});
        Set<String> species =
                data.otherCamera().samples(Split.TEST).stream()
                        .map(Sample::species)
                        .collect(Collectors.toSet());
        assertThat(species).containsExactlyInAnyOrder("", "print", "replay", "mask", "cloth");
    }
}
