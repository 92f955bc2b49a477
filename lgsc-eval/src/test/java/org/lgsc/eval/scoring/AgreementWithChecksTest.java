package org.lgsc.eval.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.detector.Decision;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.detector.Reason;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.score.PadScore;

/** Error rates describe what users of a check get: the same scores, and the same refusals. */
class AgreementWithChecksTest {
    @TempDir static Path folder;

    private static final Map<String, byte[]> PICTURES = new LinkedHashMap<>();

    private static RgbImage face;

    /** Drawn faces before a structured wall, under a camera's grain. */
    private static RgbImage photograph(int width, int height, int side, int... lefts) {
        Random random = new Random(5);
        byte[] noise = new byte[3 * 16 * 16];
        random.nextBytes(noise);
        RgbImage picture =
                ImageScaler.resize(
                        new RgbImage(16, 16, noise),
                        width,
                        height,
                        ImageScaler.Interpolation.BILINEAR);
        RgbImage scaled = ImageScaler.fit(face, side, side);
        int top = (height - side) / 2;
        for (int left : lefts) {
            int from = Math.max(0, -left);
            int columns = Math.min(side, width - left) - from;
            for (int y = 0; y < side; y++) {
                System.arraycopy(
                        scaled.data(),
                        3 * (y * side + from),
                        picture.data(),
                        3 * ((top + y) * width + left + from),
                        3 * columns);
            }
        }
        for (int i = 0; i < picture.data().length; i++) {
            double v = (picture.data()[i] & 0xff) + 5 * random.nextGaussian();
            picture.data()[i] = (byte) Math.max(0, Math.min(255, v));
        }
        return picture;
    }

    private static RgbImage dim(RgbImage image) {
        byte[] data = image.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) ((data[i] & 0xff) * 2 / 5);
        }
        return new RgbImage(image.width(), image.height(), data);
    }

    private static RgbImage upsideDown(RgbImage image) {
        byte[] data = new byte[image.data().length];
        for (int i = 0; i < data.length / 3; i++) {
            System.arraycopy(image.data(), 3 * i, data, data.length - 3 * (i + 1), 3);
        }
        return new RgbImage(image.width(), image.height(), data);
    }

    private static RgbImage blurred(RgbImage image) {
        RgbImage small = ImageScaler.fit(image, image.width() / 16, image.height() / 16);
        return ImageScaler.fit(small, image.width(), image.height());
    }

    @BeforeAll
    static void draw() {
        SyntheticFaces faces = SyntheticFaces.of(3);
        face = faces.portrait(0, 480);
        RgbImage whole = photograph(640, 480, 384, 128);
        PICTURES.put("whole.png", ImageEncoder.png(whole));
        PICTURES.put("whole.jpg", ImageEncoder.jpeg(whole, 92));
        PICTURES.put("large.jpg", ImageEncoder.jpeg(photograph(2400, 1800, 1440, 480), 92));
        PICTURES.put("distant.jpg", ImageEncoder.jpeg(photograph(2400, 1800, 600, 900), 92));
        PICTURES.put("two.png", ImageEncoder.png(photograph(800, 480, 384, 8, 408)));
        PICTURES.put("cut off.png", ImageEncoder.png(photograph(640, 480, 384, -150)));
        PICTURES.put("nobody.png", ImageEncoder.png(photograph(640, 480, 384)));
        PICTURES.put("small.png", ImageEncoder.png(photograph(80, 60, 48, 16)));
        PICTURES.put("dim.png", ImageEncoder.png(dim(whole)));
        PICTURES.put("blurred.png", ImageEncoder.png(blurred(whole)));
        PICTURES.put("upside down.png", ImageEncoder.png(upsideDown(whole)));
    }

    private static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<String, byte[]> picture : PICTURES.entrySet()) {
            String name = picture.getKey();
            Path file = Files.write(folder.resolve(name), picture.getValue());
            samples.add(
                    new Sample(
                            name,
                            Label.LIVE,
                            "",
                            name,
                            name,
                            ImageSource.of(file, ImageDecoder.defaults())));
        }
        return samples;
    }

    private static LgscModel model() {
        return LgscModel.untrained(
                LgscNetwork.builder().baseWidth(4).inputSize(64).seed(3).build(),
                InputScaling.SYMMETRIC);
    }

    private static List<String> agreeing(QualityLimits limits, Set<Reason> reasons)
            throws IOException {
        PadDataset dataset =
                new PadDataset(
                        "mine", Map.of(Split.TEST, samples()), List.of(), Framing.PHOTOGRAPHS);
        ScoringResult scored;
        LgscModel scoring = model();
        try (InferenceEngine engine = InferenceEngine.of(scoring)) {
            scored =
                    SplitScorer.builder(engine, scoring.metadata().preprocessing())
                            .threads(1)
                            .quality(limits)
                            .build()
                            .score(dataset, Split.TEST);
        }
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        try (LivenessDetector detector =
                LivenessDetector.builder(model()).quality(limits).build()) {
            for (PadScore score : scored.scores()) {
                LivenessResult result = detector.check(folder.resolve(score.id()));
                boolean judged = result.decision() != Decision.UNDECIDED;
                assertThat(score.hasResponse()).as(score.id()).isEqualTo(judged);
                met.addAll(result.reasons());
                if (judged) {
                    assertThat(score.spoofScore())
                            .as(score.id())
                            .isCloseTo(result.spoofScore(), within(1e-6));
                }
            }
        }
        assertThat(met).as("they are refused for what they were made for").containsAll(reasons);
        List<String> judged =
                scored.scores().stream().filter(PadScore::hasResponse).map(PadScore::id).toList();
        assertThat(scored.setAside()).hasSize(PICTURES.size() - judged.size());
        return judged;
    }

    @Test
    void whatIsNotJudgedIsNoResponseAndAllElseHasItsScore() throws IOException {
        assertThat(
                        agreeing(
                                QualityLimits.DEFAULT,
                                Set.of(Reason.SEVERAL_FACES, Reason.NO_FACE, Reason.TOO_SMALL)))
                .contains("whole.png", "whole.jpg", "large.jpg", "distant.jpg", "dim.png")
                .doesNotContain("two.png", "nobody.png", "cut off.png", "upside down.png");
    }

    @Test
    void limitsOnQualityAreThoseOfTheCheck() throws IOException {
        assertThat(agreeing(new QualityLimits(70, 1, 0, 0.25, 0.9), Set.of(Reason.DARK)))
                .contains("whole.png", "whole.jpg", "large.jpg", "distant.jpg")
                .doesNotContain("dim.png");
    }
}
