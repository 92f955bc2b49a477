package org.lgsc.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

/** A data set in memory that is easy to learn: live is flat with noise, spoof a checkerboard. */
public final class TexturePictures {
    private TexturePictures() {}

    /** That many of each class in training and development. */
    public static PadDataset dataset(int train, int dev) {
        return new PadDataset(
                "textures", Map.of(Split.TRAIN, both("train", train), Split.DEV, both("dev", dev)));
    }

    /** That many of each class. */
    static List<Sample> both(String prefix, int each) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            samples.add(sample(prefix, Label.LIVE, i));
            samples.add(sample(prefix, Label.SPOOF, i));
        }
        return samples;
    }

    static Sample sample(String prefix, Label label, int number) {
        String id = prefix + "-" + label + "-" + number;
        RgbImage image = picture(!label.isLive(), id.hashCode());
        return new Sample(
                id, label, label.isLive() ? "" : "print", prefix + number, id, () -> image);
    }

    private static RgbImage picture(boolean checkered, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int grey = random.nextInt(90, 160);
        int size = 40;
        byte[] data = new byte[3 * size * size];
        for (int i = 0; i < data.length; i++) {
            int pixel = i / 3;
            int cell = (pixel % size / 2 + pixel / size / 2) % 2;
            int value = grey + random.nextInt(-8, 9) + (checkered ? 60 * cell - 30 : 0);
            data[i] = (byte) value;
        }
        return new RgbImage(size, size, data);
    }
}
