package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.network.ResNet18;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.internal.DataFaults;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

class RunPlanTest {
    private static RunPlan plan(TrainingOptionsBuilder options, int perEpoch) {
        return new RunPlan(options.build(), perEpoch, false);
    }

    @Test
    void theWarmUpOfASmallRunIsAtMostATenthOfIt() {
        TrainingOptionsBuilder small = TrainingOptions.smallScale().maxSteps(500);
        assertThat(plan(small, 900).warmupSteps()).isEqualTo(50);
        assertThat(plan(small, 30).warmupSteps()).isEqualTo(30);
        TrainingOptionsBuilder paper = TrainingOptions.builder().maxSteps(500);
        assertThat(plan(paper, 900).warmupSteps()).isEqualTo(900);
    }

    @Test
    void aCosineFallsOverTheLengthOfTheRunWhateverThatIs() {
        for (int steps : new int[] {100, 3000}) {
            var schedule =
                    plan(TrainingOptions.builder().warmupSteps(10).cosine().maxSteps(steps), 9999)
                            .schedule();
            assertThat(schedule.valueAt(0, 0)).isCloseTo(1e-4, within(1e-12));
            assertThat(schedule.valueAt(9, 0)).isCloseTo(1e-3, within(1e-12));
            assertThat(schedule.valueAt(10, 0)).isCloseTo(1e-3, within(1e-12));
            int middle = 10 + (steps - 10) / 2;
            assertThat(schedule.valueAt(middle, 0)).isCloseTo(5.05e-4, within(1e-9));
            assertThat(schedule.valueAt(steps, 0)).isCloseTo(1e-5, within(1e-12));
            assertThat(schedule.valueAt(2 * steps, 0)).isCloseTo(1e-5, within(1e-12));
        }
    }

    @Test
    void aRunHasAboutTenLooksAtTheDevelopmentSplitHoweverShortItsEpochsAre() {
        TrainingOptionsBuilder small = TrainingOptions.smallScale().maxSteps(2000);
        assertThat(plan(small, 37).evaluateEvery()).isEqualTo(5);
        assertThat(plan(small, 900).evaluateEvery()).isEqualTo(1);
        assertThat(plan(small.evaluateEvery(3), 37).evaluateEvery()).isEqualTo(3);
    }

    @Test
    void aWarmUpLongerThanTheRunIsSaid() {
        Notices notices = new Notices();
        TrainingOptions tooLong = TinyRuns.options().warmupSteps(50).maxSteps(2).build();
        TrainingResult result = new Trainer(tooLong, notices).train(TexturePictures.dataset(4, 3));
        assertThat(notices.texts())
                .singleElement()
                .asString()
                .contains("rises over 50 steps, more than half of the 2 of this run");
        assertThat(result.remarks()).isEqualTo(notices.texts());
    }

    /** Otherwise the development error would be that of pictures trained on. */
    @Test
    void copiesInAnotherSplitAreReported() {
        PadDataset drawn = TexturePictures.dataset(4, 3);
        List<Sample> train = drawn.samples(Split.TRAIN);
        List<Sample> dev = new ArrayList<>(drawn.samples(Split.DEV));
        dev.set(0, dev.get(0).withImage(named(dev.get(0).image())));
        List<Sample> copied = new ArrayList<>(train);
        copied.set(0, train.get(0).withImage(named(train.get(0).image())));
        PadDataset dataset = drawn.withSamples(Map.of(Split.TRAIN, copied, Split.DEV, dev));
        TrainingResult result = new Trainer(TinyRuns.options().maxSteps(1).build()).train(dataset);
        assertThat(result.remarks())
                .anyMatch(r -> r.startsWith("Copies of pictures in another split: 1 ("));
    }

    /** The test split is not used, but its error would be that of pictures trained on. */
    @Test
    void copiesInTheTestSplitAreReportedAndKeptInTheCard() {
        PadDataset drawn = TexturePictures.dataset(4, 3);
        List<Sample> train = new ArrayList<>(drawn.samples(Split.TRAIN));
        Sample copied = train.get(0).withImage(named(train.get(0).image()));
        train.set(0, copied);
        Sample test = new Sample("t", copied.label(), copied.species(), "x", "", copied.image());
        PadDataset dataset =
                drawn.withSamples(
                        Map.of(
                                Split.TRAIN,
                                train,
                                Split.DEV,
                                drawn.samples(Split.DEV),
                                Split.TEST,
                                List.of(test)));
        TrainingResult result = new Trainer(TinyRuns.options().maxSteps(1).build()).train(dataset);
        String sentence =
                "Pictures of the test split that are copies of pictures in train or dev: 1 ("
                        + copied.id()
                        + " and t)";
        assertThat(result.remarks()).anyMatch(r -> r.startsWith(sentence));
        assertThat(result.model().metadata().card().knownFailures().get(0)).startsWith(sentence);

        Notices notices = new Notices();
        BaselineModel cnn =
                new PlainCnnTrainer(TinyRuns.options().maxSteps(1).build(), notices).train(dataset);
        assertThat(notices.texts()).anyMatch(r -> r.startsWith(sentence));
        assertThat(cnn.provenance().training().get(DataFaults.KEY)).startsWith(sentence);
    }

    private static ImageSource named(ImageSource image) {
        return new ImageSource() {
            @Override
            public RgbImage load() {
                return image.load();
            }

            @Override
            public String content() {
                return "the same file";
            }
        };
    }

    @Test
    void aRunStartsFromTheLibrarysEncoderWhereThereIsOneOfItsWidth() {
        TrainingOptionsBuilder wide =
                TrainingOptions.builder()
                        .baseWidth(16)
                        .patchSize(32)
                        .initialEncoder(InitialEncoder.BUILTIN);
        var expected = ResNet18.builder().baseWidth(16).build().init();
        BuiltInEncoder.into(expected);
        assertThat(plan(wide, 3).network().getParam(ResNet18.STEM_FILTERS))
                .isEqualTo(expected.getParam(ResNet18.STEM_FILTERS));
        TrainingOptions narrow =
                TinyRuns.options().initialEncoder(InitialEncoder.BUILTIN).maxSteps(1).build();
        TrainingResult result = new Trainer(narrow).train(TexturePictures.dataset(4, 3));
        assertThat(result.remarks())
                .anyMatch(r -> r.contains("no encoder of base width") && r.contains("random"));
        assertThat(result.model().metadata().provenance().training())
                .containsEntry("initialWeights", "random");
    }

    @Test
    void theBestEpochOfAnEarlierVersionsCheckpointIsRead() throws Exception {
        RunState.Best best =
                new ObjectMapper()
                        .readValue("{\"epoch\": 3, \"iteration\": 40}", RunState.Best.class);
        assertThat(best.dEer()).isNull();
        assertThat(best.auc()).isNull();
    }
}
