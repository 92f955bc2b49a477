package org.lgsc.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;

class SyntheticDatasetTest {
    private static SyntheticDataset.Builder small() {
        return SyntheticDataset.builder()
                .subjects(3, 2, 1)
                .liveCaptures(2)
                .attacksPerSpecies(1)
                .species(PaiSpecies.PRINT, PaiSpecies.REPLAY, PaiSpecies.MASK)
                .size(64)
                .severity(0.4, 0.9)
                .seed(5);
    }

    private static List<Sample> all(PadDataset dataset) {
        List<Sample> out = new ArrayList<>();
        for (Split split : Split.values()) {
            out.addAll(dataset.samples(split));
        }
        return out;
    }

    private static Set<String> subjects(PadDataset dataset, Split split) {
        return dataset.samples(split).stream().map(Sample::subject).collect(Collectors.toSet());
    }

    private static void assertDisjoint(PadDataset dataset) {
        Set<String> seen = new HashSet<>();
        for (Split split : Split.values()) {
            for (String subject : subjects(dataset, split)) {
                assertThat(seen.add(subject)).as(subject + " is in one split only").isTrue();
            }
        }
    }

    @Test
    void countsLabelsAndSubjects() {
        PadDataset dataset = small().build().dataset();
        assertThat(dataset.samples(Split.TRAIN)).hasSize(3 * 5);
        assertThat(dataset.samples(Split.DEV)).hasSize(2 * 5);
        assertThat(dataset.samples(Split.TEST)).hasSize(5);
        assertDisjoint(dataset);
        assertThat(all(dataset)).extracting(Sample::id).doesNotHaveDuplicates();
        assertThat(all(dataset))
                .extracting(Sample::species)
                .containsOnly("", "print", "replay", "mask");
        assertThat(all(dataset).get(0).image().load().width()).isEqualTo(64);
    }

    @Test
    void picturesDoNotDependOnThreadsOrOrder() {
        List<Integer> told = new ArrayList<>();
        PadDataset many = small().build().materialise(4, (done, total) -> told.add(done));
        PadDataset one = small().build().materialise(1, RenderProgress.NONE);
        List<Sample> lazy = all(small().build().dataset());
        assertThat(told).hasSize(lazy.size()).isSorted().endsWith(lazy.size());
        for (int i = lazy.size() - 1; i >= 0; i--) {
            byte[] expected = lazy.get(i).image().load().data();
            assertThat(all(many).get(i).image().load().data()).isEqualTo(expected);
            assertThat(all(one).get(i).image().load().data()).isEqualTo(expected);
        }
    }

    @Test
    void anotherSeedGivesOtherPictures() {
        byte[] first = all(small().build().dataset()).get(0).image().load().data();
        byte[] second = all(small().seed(6).build().dataset()).get(0).image().load().data();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void badOptionsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().seed(0).build())
                .withMessageContaining("seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().severity(0.9, 0.4).build())
                .withMessageContaining("severities");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().subjects(0, 0, 0).build())
                .withMessageContaining("subject");
    }

    private static Map<String, List<RgbImage>> people(int count) {
        SyntheticFaces faces = SyntheticFaces.of(9);
        Map<String, List<RgbImage>> out = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            out.put("person-" + i, List.of(faces.portrait(i, 48)));
        }
        return out;
    }

    @Test
    void ownPhotographsAreSplitBySubject() {
        SimulatedAttacks attacks = SimulatedAttacks.from(people(20)).shotsPerPhotograph(2).seed(3);
        PadDataset dataset = attacks.dataset();
        assertThat(subjects(dataset, Split.TRAIN)).hasSize(12);
        assertThat(subjects(dataset, Split.DEV)).hasSize(3);
        assertThat(subjects(dataset, Split.TEST)).hasSize(5);
        assertDisjoint(dataset);
        assertThat(dataset.samples(Split.TEST)).hasSize(5 * 2 * 3);
        assertThat(all(dataset)).extracting(Sample::id).doesNotHaveDuplicates();
        List<Sample> test = dataset.samples(Split.TEST);
        assertThat(test.get(0).image().load().data())
                .isEqualTo(attacks.dataset().samples(Split.TEST).get(0).image().load().data())
                .isNotEqualTo(test.get(1).image().load().data());
    }

    @Test
    void samplesServeAsPhotographsToo() {
        List<Sample> live =
                all(small().build().dataset()).stream().filter(s -> s.label().isLive()).toList();
        PadDataset dataset = SimulatedAttacks.from(live).shotsPerPhotograph(1).dataset();
        assertThat(all(dataset)).hasSize(live.size() * 3);
        assertDisjoint(dataset);
    }

    @Test
    void tooFewSubjectsAreSaidSo() {
        assertThatThrownBy(() -> SimulatedAttacks.from(people(2)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("3 subjects");
        List<Sample> attack =
                all(small().build().dataset()).stream().filter(s -> !s.label().isLive()).toList();
        assertThatThrownBy(() -> SimulatedAttacks.from(attack))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("attack");
    }
}
