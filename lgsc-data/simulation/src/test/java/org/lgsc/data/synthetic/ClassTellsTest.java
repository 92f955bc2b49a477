package org.lgsc.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.internal.recapture.FaceLayout;
import org.lgsc.data.internal.recapture.PictureFeatures;
import org.lgsc.data.internal.recapture.RecaptureSimulator;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * What tells an attack must be its texture and not a shortcut: classifiers trained on some subjects
 * and tested on others stay near chance on trivial features and succeed on local binary patterns.
 */
class ClassTellsTest {
    private static final int SUBJECTS = 110;
    private static final int SIZE = 160;

    /** Live first, then each species. */
    private static List<List<RgbImage>> shots;

    @BeforeAll
    static void shoot() {
        SyntheticFaces faces = SyntheticFaces.of(7);
        shots =
                IntStream.range(0, SUBJECTS)
                        .parallel()
                        .mapToObj(
                                i -> {
                                    SyntheticSubject subject = faces.subject(i);
                                    var random = new SplittableRandom(1000 + i);
                                    CaptureConditions conditions = CaptureConditions.random(random);
                                    RgbImage photo = faces.render(subject, conditions, SIZE);
                                    FaceLayout layout = faces.layout(subject, conditions);
                                    RecaptureSimulator simulator = RecaptureSimulator.of();
                                    List<RgbImage> list = new ArrayList<>();
                                    list.add(simulator.live(photo, 10L * i + 1));
                                    for (PaiSpecies species : PaiSpecies.values()) {
                                        list.add(
                                                simulator.attack(
                                                        photo,
                                                        species,
                                                        RecaptureSimulator.DEFAULT_SEVERITY,
                                                        layout,
                                                        photo,
                                                        10L * i + 2 + species.ordinal()));
                                    }
                                    return list;
                                })
                        .toList();
    }

    /** Accuracy of live against each species, then against all of them. */
    private static Map<String, Double> accuracies(
            Function<RgbImage, double[]> feature, double ridge, boolean squares) {
        int species = PaiSpecies.values().length;
        List<List<double[]>> train = new ArrayList<>();
        List<List<double[]>> test = new ArrayList<>();
        for (int k = 0; k <= species + 1; k++) {
            train.add(new ArrayList<>());
            test.add(new ArrayList<>());
        }
        for (int i = 0; i < SUBJECTS; i++) {
            List<List<double[]>> set = i < SUBJECTS / 2 ? train : test;
            for (int k = 0; k <= species; k++) {
                double[] values = feature.apply(shots.get(i).get(k));
                set.get(k).add(values);
                if (k > 0) {
                    set.get(species + 1).add(values);
                }
            }
        }
        Map<String, Double> out = new LinkedHashMap<>();
        for (int k = 1; k <= species + 1; k++) {
            out.put(
                    k <= species ? PaiSpecies.values()[k - 1].id() : "pooled",
                    LinearClassifier.fit(train.get(0), train.get(k), ridge, squares)
                            .balancedAccuracy(test.get(0), test.get(k)));
        }
        return out;
    }

    private static void isNearChance(String species, double accuracy) {
        assertThat(accuracy).as(species).isLessThanOrEqualTo(0.6);
    }

    @Test
    void colourDoesNotTellTheClass() {
        assertThat(accuracies(PictureFeatures::colour, 0.01, true))
                .allSatisfy(ClassTellsTest::isNearChance);
    }

    @Test
    void sharpnessDoesNotTellTheClass() {
        assertThat(accuracies(PictureFeatures::sharpness, 0.01, true))
                .allSatisfy(ClassTellsTest::isNearChance);
    }

    @Test
    void jpegTracesDoNotTellTheClass() {
        assertThat(accuracies(PictureFeatures::jpegTraces, 0.01, true))
                .allSatisfy(ClassTellsTest::isNearChance);
    }

    @Test
    void textureTellsTheClass() {
        assertThat(accuracies(PictureFeatures::texture, 0.1, false))
                .allSatisfy(
                        (species, accuracy) ->
                                assertThat(accuracy).as(species).isGreaterThanOrEqualTo(0.8));
    }
}
