package org.lgsc.core.internal.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.FaceLandmarks;
import org.lgsc.core.face.FaceLandmarks.Point;
import org.lgsc.core.face.FaceRefusal;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinding.Found;
import org.lgsc.core.internal.face.FaceFinding.Refused;

class FaceFinderTest {
    private static final RgbImage PICTURE = RgbImage.black(400, 300);
    private static final FaceBox SURE = new FaceBox(100, 80, 120, 120, 0.9);
    private static final FaceBox BEHIND = new FaceBox(300, 50, 80, 80, 0.8);

    /** Returns the given boxes; boxes of one width do not pass the second check. */
    private record Told(List<FaceBox> boxes, Set<Integer> rejected, FaceRefusal why)
            implements FaceDetector {
        static Told of(FaceBox... boxes) {
            return new Told(
                    Stream.of(boxes).sorted(LARGEST_FIRST).toList(),
                    Set.of(),
                    FaceRefusal.NOT_CONFIRMED);
        }

        Told rejecting(FaceRefusal refusal, Integer... widths) {
            return new Told(boxes, Set.copyOf(Arrays.asList(widths)), refusal);
        }

        @Override
        public List<FaceBox> detect(RgbImage image) {
            return boxes;
        }

        @Override
        public double minimumConfidence() {
            return 0.5;
        }

        @Override
        public Optional<FaceRefusal> secondLook(RgbImage image, FaceBox face) {
            return rejected.contains(face.width()) ? Optional.of(why) : Optional.empty();
        }
    }

    private static FaceFinding find(FaceDetector detector) {
        return new FaceFinder(detector, FaceRules.JUDGING).find(PICTURE);
    }

    private static void assertRefused(FaceFinding finding, FaceRefusal reason) {
        assertThat(finding).isInstanceOf(Refused.class);
        assertThat(((Refused) finding).reason()).isEqualTo(reason);
    }

    @Test
    void aSureFaceIsFoundWithTheOthers() {
        FaceBox small = new FaceBox(300, 50, 40, 40, 0.9);
        assertThat(find(Told.of(SURE, small))).isEqualTo(new Found(SURE, List.of(small)));
        assertThat(find(Told.of(SURE)).box()).contains(SURE);
    }

    @Test
    void nothingIsNoFace() {
        assertThat(find(Told.of())).isEqualTo(new Refused(FaceRefusal.NO_FACE, Optional.empty()));
    }

    @Test
    void guessesAreNotJudged() {
        FaceBox guess = new FaceBox(10, 10, 200, 200, 0.49);
        assertThat(find(Told.of(guess)))
                .isEqualTo(new Refused(FaceRefusal.LOW_CONFIDENCE, Optional.of(guess)));
        assertThat(find(Told.of(guess, SURE)).box()).as("not for its size").contains(SURE);
    }

    @Test
    void aSecondLookMayRefuse() {
        assertRefused(
                find(Told.of(SURE).rejecting(FaceRefusal.NOT_CONFIRMED, 120)),
                FaceRefusal.NOT_CONFIRMED);
        assertRefused(find(Told.of(SURE).rejecting(FaceRefusal.TURNED, 120)), FaceRefusal.TURNED);
        assertThat(find(Told.of(SURE, BEHIND).rejecting(FaceRefusal.NOT_CONFIRMED, 120)))
                .as("the next face that stands it")
                .isInstanceOf(Found.class)
                .matches(f -> f.box().get().equals(BEHIND));
    }

    @Test
    void severalFacesAreOfComparableSizeAndConfidence() {
        assertRefused(find(Told.of(SURE, BEHIND)), FaceRefusal.SEVERAL_FACES);
        FaceBox vague = new FaceBox(300, 50, 80, 80, 0.6);
        assertThat(find(Told.of(SURE, vague))).isInstanceOf(Found.class);
        FaceBox small = new FaceBox(300, 50, 59, 59, 0.9);
        assertThat(find(Told.of(SURE, small))).isInstanceOf(Found.class);
        FaceBox inside = new FaceBox(110, 90, 90, 90, 0.9);
        assertThat(find(Told.of(SURE, inside))).as("the same face").isInstanceOf(Found.class);
        assertThat(find(Told.of(SURE, BEHIND).rejecting(FaceRefusal.NOT_CONFIRMED, 80)))
                .as("no face after all")
                .isInstanceOf(Found.class);
    }

    @ParameterizedTest(name = "{0},{1} side {2} cut off: {3}")
    @CsvSource({
        "100,80,120,false",
        "0,80,120,true",
        "-20,80,120,true",
        "280,80,120,true",
        "100,0,120,true",
        "100,180,120,true",
        "100,200,120,true",
        "100,3,120,true",
        "100,177,120,true",
        "10,80,120,false",
        "3,80,120,false",
        "100,4,120,false",
        "0,0,400,false" // the picture is a face crop
    })
    void aFaceAtTheEdgeIsCutOff(int x, int y, int side, boolean cutOff) {
        Told detector = Told.of(new FaceBox(x, y, side, side, 0.9));
        FaceFinding finding = find(detector);
        if (cutOff) {
            assertRefused(finding, FaceRefusal.CUT_OFF);
        } else {
            assertThat(finding).isInstanceOf(Found.class);
        }
        assertThat(new FaceFinder(detector, FaceRules.TRAINING).find(PICTURE))
                .isInstanceOf(Found.class);
    }

    @Test
    void preparingDataTakesTheLargestSureFace() {
        FaceFinder finder = new FaceFinder(Told.of(SURE, BEHIND), FaceRules.TRAINING);
        assertThat(finder.find(PICTURE)).isEqualTo(new Found(SURE, List.of(BEHIND)));
        FaceBox guess = new FaceBox(10, 10, 200, 200, 0.49);
        assertThat(new FaceFinder(Told.of(guess, BEHIND), FaceRules.TRAINING).find(PICTURE).box())
                .as("not a guess for its size")
                .contains(BEHIND);
    }

    @Test
    void preparingDataTakesTheSurestGuessWhereNoFaceIsSure() {
        FaceBox guess = new FaceBox(10, 10, 200, 200, 0.2);
        FaceBox surer = new FaceBox(250, 50, 90, 90, 0.4);
        Told both = Told.of(guess, surer);
        assertThat(prepared(both).box()).contains(surer);
        assertThat(prepared(both.rejecting(FaceRefusal.NOT_CONFIRMED, 90)).box()).contains(guess);
        assertRefused(
                prepared(both.rejecting(FaceRefusal.NOT_CONFIRMED, 90, 200)),
                FaceRefusal.LOW_CONFIDENCE);
        assertRefused(
                prepared(both.rejecting(FaceRefusal.TURNED, 90, 200)), FaceRefusal.LOW_CONFIDENCE);
        assertRefused(find(both), FaceRefusal.LOW_CONFIDENCE);
    }

    @Test
    void aGuessWhoseEyesAreAboveItsMouthIsUpright() {
        FaceBox upright = withMouthAt(160);
        assertThat(prepared(Told.of(upright).rejecting(FaceRefusal.TURNED, 120)).box())
                .contains(upright);
        FaceBox upsideDown = withMouthAt(80);
        assertRefused(
                prepared(Told.of(upsideDown).rejecting(FaceRefusal.TURNED, 120)),
                FaceRefusal.LOW_CONFIDENCE);
    }

    private static FaceFinding prepared(FaceDetector detector) {
        return new FaceFinder(detector, FaceRules.TRAINING).find(PICTURE);
    }

    private static FaceBox withMouthAt(double y) {
        FaceLandmarks landmarks =
                new FaceLandmarks(
                        new Point(130, 120),
                        new Point(190, 120),
                        new Point(160, (120 + y) / 2),
                        new Point(140, y),
                        new Point(180, y));
        return new FaceBox(100, 60, 120, 120, 0.3, Optional.of(landmarks));
    }

    /** A detector may skip faces that cannot be rivals, and only those. */
    @Test
    void onlyFacesThatMatterAreAskedFor() {
        List<Double> shares = new ArrayList<>();
        FaceDetector asked =
                new FaceDetector() {
                    @Override
                    public List<FaceBox> detect(RgbImage image) {
                        shares.add(0.0);
                        return List.of(SURE);
                    }

                    @Override
                    public List<FaceBox> detect(RgbImage image, double share) {
                        shares.add(share);
                        return List.of(SURE);
                    }
                };
        new FaceFinder(asked, FaceRules.JUDGING).find(PICTURE);
        new FaceFinder(asked, FaceRules.JUDGING.withOtherFace(0.01)).find(PICTURE);
        new FaceFinder(asked, FaceRules.TRAINING).find(PICTURE);
        new FaceFinder(asked, FaceRules.JUDGING).findAll(PICTURE);
        assertThat(shares).containsExactly(0.5, 0.1, 1.0, 0.0);
    }

    @Test
    void everyFaceHasAFinding() {
        FaceBox edge = new FaceBox(0, 0, 60, 60, 0.9);
        FaceBox guess = new FaceBox(200, 200, 90, 90, 0.1);
        FaceFinder finder = new FaceFinder(Told.of(SURE, BEHIND, edge, guess), FaceRules.JUDGING);
        List<FaceFinding> findings = finder.findAll(PICTURE);
        assertThat(findings).hasSize(3);
        assertThat(findings.get(0).box()).contains(SURE);
        assertThat(findings.get(1)).isInstanceOf(Found.class);
        assertRefused(findings.get(2), FaceRefusal.CUT_OFF);
        assertThat(new FaceFinder(Told.of(guess), FaceRules.JUDGING).findAll(PICTURE))
                .containsExactly(new Refused(FaceRefusal.LOW_CONFIDENCE, Optional.of(guess)));
        assertThat(new FaceFinder(Told.of(), FaceRules.JUDGING).findAll(PICTURE))
                .containsExactly(new Refused(FaceRefusal.NO_FACE, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(FaceRefusal.class)
    void everyRefusalHelpsThePersonInFrontOfTheCamera(FaceRefusal refusal) {
        assertThat(refusal.text()).contains(": ").doesNotEndWith(".");
        assertThat(refusal.sentence()).endsWith(".").doesNotContain(":");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new FaceRules(0, false, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
