package org.lgsc.eval.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;

class SplitScorerTest {
    /** The picture itself as its cue: a grey value g scores |g / 127.5 - 1|. */
    private static final CueSource IMAGE_AS_CUE = images -> images;

    private static ImageSource grey(int value) {
        byte[] data = new byte[3 * 40 * 40];
        Arrays.fill(data, (byte) value);
        RgbImage image = new RgbImage(40, 40, data);
        return () -> image;
    }

    private static Sample sample(String id, String species, String source, ImageSource image) {
        return new Sample(
                id, species.isEmpty() ? Label.LIVE : Label.SPOOF, species, "anna", source, image);
    }

    private static double expected(int value) {
        return Math.abs(value / 127.5 - 1);
    }

    private static SplitScorer.Builder scorer(CueSource cues, int count) {
        return SplitScorer.builder(
                        cues,
                        FaceGeometry.unrecorded(FaceCrop.DEFAULT, 32, TestPolicy.grid(count)),
                        InputScaling.SYMMETRIC)
                .threads(2);
    }

    @Test
    void everySampleHasItsScoreInOrderAndTheUnreadableOneNaN() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            samples.add(sample("live-" + i, "", "f" + i, grey(20 * i)));
        }
        samples.add(
                4,
                sample(
                        "broken",
                        "print",
                        "b",
                        () -> {
                            throw new LgscException("Cannot read broken.png.");
                        }));
        ScoringResult scored =
                scorer(IMAGE_AS_CUE, 4).partsPerBatch(8).build().score(Split.TEST, samples);

        assertThat(scored.scores())
                .extracting(PadScore::id)
                .containsExactlyElementsOf(samples.stream().map(Sample::id).toList());
        for (int i = 0; i < 11; i++) {
            assertThat(scored.scores().get(i < 4 ? i : i + 1).spoofScore())
                    .isCloseTo(expected(20 * i), within(1e-4));
        }
        assertThat(scored.scores().get(4).spoofScore()).isNaN();
        assertThat(scored.setAside()).hasSize(1);
        assertThat(scored.setAside().get(0).reason()).isEqualTo("Cannot read broken.png.");
        assertThat(scored.toTestScores().set().pooledAttacks().nonResponses()).isEqualTo(1);
        assertThatThrownBy(scored::toDevScores).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theCueSourceNeverGetsMoreThanABatchEvenFromOneSample() {
        List<Long> batches = new ArrayList<>();
        CueSource counting =
                images -> {
                    batches.add(images.size(0));
                    return images;
                };
        List<Sample> samples =
                List.of(sample("a", "", "a", grey(10)), sample("b", "", "b", grey(250)));
        ScoringResult scored =
                scorer(counting, 7).partsPerBatch(3).build().score(Split.DEV, samples);
        assertThat(batches).containsExactly(3L, 3L, 1L, 3L, 3L, 1L);
        assertThat(scored.scores().get(0).spoofScore()).isCloseTo(expected(10), within(1e-4));
        assertThat(scored.scores().get(1).spoofScore()).isCloseTo(expected(250), within(1e-4));
    }

    @Test
    void framesOfOneSourceFuseAndKindsMadeFromOnePhotographDoNotMix() {
        List<Sample> samples =
                List.of(
                        sample("v/0", "", "v.avi", grey(0)),
                        sample("v/1", "", "v.avi", grey(255)),
                        sample("p/live", "", "photo", grey(127)),
                        sample("p/print", "print", "photo", grey(0)));
        ScoringResult scored = scorer(IMAGE_AS_CUE, 1).build().score(Split.TEST, samples);
        assertThat(scored.scores()).extracting(PadScore::frame).containsExactly(0, 1, -1, -1);
        assertThat(scored.scores())
                .extracting(PadScore::video)
                .containsExactly("v.avi", "v.avi", "photo/anna/live", "photo/anna/print");
        assertThat(FrameFusion.MEAN.fuse(scored.scores())).hasSize(3);
    }

    @Test
    void tellsHowFarItIs() {
        List<String> told = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            samples.add(sample("s" + i, "", "s" + i, grey(i)));
        }
        scorer(IMAGE_AS_CUE, 1)
                .partsPerBatch(2)
                .progress((done, total) -> told.add(done + "/" + total))
                .build()
                .score(Split.DEV, samples);
        assertThat(told).startsWith("2/5", "4/5").endsWith("5/5");
    }

    @Test
    void anEmptySplitIsNamed() {
        PadDataset dataset = new PadDataset("mine", Map.of());
        assertThatThrownBy(() -> scorer(IMAGE_AS_CUE, 1).build().score(dataset, Split.DEV))
                .isInstanceOf(LgscException.class)
                .hasMessage("Data set mine has no samples in its dev split.");
    }
}
