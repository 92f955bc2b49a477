package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceRefusal;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;

class CropsHintTest {
    private static Sample sample(String id) {
        return new Sample(id, Label.LIVE, "", "anna", id, () -> RgbImage.black(64, 64));
    }

    @Test
    void cropsInPlaceOfPhotographsAreRecognised() {
        List<Sample> found = List.of(sample("d"), sample("e"));
        List<SetAside> setAside = new ArrayList<>();
        setAside.add(new SetAside("a", "The file is empty."));
        setAside.add(new SetAside("b", FaceRefusal.NO_FACE.sentence()));
        PadDataset half = new PadDataset("x", Map.of(Split.TRAIN, found), setAside);
        assertThat(CropsHint.of(half)).isEmpty();
        setAside.add(new SetAside("c", FaceRefusal.LOW_CONFIDENCE.sentence()));
        assertThat(CropsHint.of(new PadDataset("x", Map.of(Split.TRAIN, found), setAside)))
                .hasValueSatisfying(note -> assertThat(note).contains("2 of 4", "--detector none"));
        assertThat(CropsHint.of(new PadDataset("x", Map.of()))).isEmpty();
    }
}
