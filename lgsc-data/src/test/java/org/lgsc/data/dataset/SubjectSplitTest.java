package org.lgsc.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.DataKind;

class SubjectSplitTest {
    private static void add(List<Sample> into, String person, int live, int attacks) {
        for (int i = 0; i < live + attacks; i++) {
            Label label = i < live ? Label.LIVE : Label.SPOOF;
            String id = person + "-" + i;
            into.add(
                    new Sample(
                            id,
                            label,
                            label.isLive() ? "" : "print",
                            person,
                            id,
                            () -> RgbImage.black(32, 32)));
        }
    }

    private static PadDataset data(List<Sample> samples) {
        return new PadDataset("mine", Map.of(Split.TRAIN, samples)).withKind(DataKind.RECORDED);
    }

    private static Set<String> people(PadDataset data, Split split) {
        return data.samples(split).stream().map(Sample::subject).collect(Collectors.toSet());
    }

    @Test
    void everybodyIsInOneSplitWithAllPictures() {
        List<Sample> samples = new ArrayList<>();
        for (int p = 0; p < 10; p++) {
            add(samples, "p" + p, 2, 3);
        }
        PadDataset split = SubjectSplit.of(data(samples), 0.4, 1);
        assertThat(people(split, Split.DEV)).hasSize(4);
        assertThat(people(split, Split.TRAIN)).hasSize(6);
        assertThat(split.requireSubjectDisjoint()).isSameAs(split);
        assertThat(split.samples(Split.DEV)).hasSize(20);
        assertThat(split.kind()).isEqualTo(DataKind.RECORDED);
        assertThat(people(SubjectSplit.of(data(samples), 0.4, 1), Split.DEV))
                .isEqualTo(people(split, Split.DEV));
        assertThat(people(SubjectSplit.of(data(samples), 0.4, 2), Split.DEV))
                .isNotEqualTo(people(split, Split.DEV));
    }

    @Test
    void bothSplitsHaveBothClassesWhereLiveAndAttackedPeopleAreOthers() {
        List<Sample> samples = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            add(samples, "live" + p, 5, 0);
            add(samples, "shown" + p, 0, 5);
        }
        PadDataset split = SubjectSplit.of(data(samples), 0.4, 1);
        for (Split s : new Split[] {Split.TRAIN, Split.DEV}) {
            assertThat(split.samples(s))
                    .hasSize(10)
                    .extracting(Sample::label)
                    .contains(Label.LIVE, Label.SPOOF);
        }
    }

    @Test
    void onePersonCannotBeKeptApart() {
        List<Sample> samples = new ArrayList<>();
        add(samples, "anna", 20, 20);
        assertThatThrownBy(() -> SubjectSplit.of(data(samples), 0.4, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("at least 2 subjects");
        add(samples, "bob", 0, 5);
        assertThatThrownBy(() -> SubjectSplit.of(data(samples), 0.4, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("mine");
    }
}
