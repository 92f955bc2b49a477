package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

class HaarCascadeTest {
    /** One stage of one tree: bright on the left half, or dark. */
    private static String cascade(String tilted) {
        return "<?xml version=\"1.0\"?><opencv_storage><cascade><height>4</height><width>4</width>"
                + "<stageNum>1</stageNum><stages><_><stageThreshold>0.5</stageThreshold>"
                + "<weakClassifiers><_><internalNodes>0 -1 0 0.0</internalNodes>"
                + "<leafValues>-1. 1.</leafValues></_></weakClassifiers></_></stages><features>"
                + "<_><rects><_>0 0 4 4 -1.</_><_>0 0 2 4 2.</_></rects>"
                + tilted
                + "</_></features></cascade></opencv_storage>";
    }

    private static HaarCascade read(String xml) {
        return new HaarCascadeReader()
                .read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "test.xml");
    }

    private static IntegralImage halves(int left, int right) {
        byte[] luma = new byte[16];
        for (int i = 0; i < 16; i++) {
            luma[i] = (byte) (i % 4 < 2 ? left : right);
        }
        return new GreyImage(4, 4, luma).integral();
    }

    @Test
    void detectsWhatItsFeaturesDescribe() {
        HaarCascade cascade = read(cascade("<tilted>0</tilted>"));
        assertThat(cascade.evaluate(halves(200, 10), 0, 0)).isCloseTo(0.5f, within(1e-4f));
        assertThat(cascade.evaluate(halves(10, 200), 0, 0)).isEqualTo(-1);
        assertThat(cascade.evaluate(halves(100, 98), 0, 0)).as("flat").isEqualTo(-1);
        assertThat(cascade.mirrored().evaluate(halves(10, 200), 0, 0)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<opencv_storage/>",
                "<opencv_storage><cascade><width>x</width></cascade></opencv_storage>"
            })
    void anInvalidCascadeIsNamed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("test.xml");
    }

    @Test
    void tiltedFeaturesAreNotMistakenForUprightOnes() {
        assertThatThrownBy(() -> read(cascade("<tilted>1</tilted>")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("test.xml");
    }

    @Test
    void theMirroredProfileSeesTheMirrorImage() {
        HaarCascade profile = HaarCascade.bundled("profileface");
        int side = profile.size();
        byte[] luma = new byte[side * side];
        byte[] mirror = new byte[side * side];
        Random random = new Random(4);
        for (int picture = 0; picture < 50; picture++) {
            double slope = random.nextDouble() * 8 - 4;
            for (int i = 0; i < luma.length; i++) {
                double v = 128 + slope * (i % side - side / 2.0) + 30 * random.nextGaussian();
                luma[i] = (byte) Math.max(0, Math.min(255, v));
                mirror[i / side * side + side - 1 - i % side] = luma[i];
            }
            assertThat(
                            profile.mirrored()
                                    .evaluate(new GreyImage(side, side, mirror).integral(), 0, 0))
                    .isEqualTo(profile.evaluate(new GreyImage(side, side, luma).integral(), 0, 0));
        }
    }
}
