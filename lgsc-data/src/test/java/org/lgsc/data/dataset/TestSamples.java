package org.lgsc.data.dataset;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/** Samples in memory whose pixels tell which sample they are. */
public final class TestSamples {
    private TestSamples() {}

    /** A picture with red = value, and gradients in green and blue. */
    public static RgbImage picture(int value, int size) {
        byte[] data = new byte[3 * size * size];
        for (int i = 0; i < size * size; i++) {
            data[3 * i] = (byte) value;
            data[3 * i + 1] = (byte) (i % size);
            data[3 * i + 2] = (byte) (i / size);
        }
        return new RgbImage(size, size, data);
    }

    /** Sample "live-3" or "spoof-3" with red = 3, or 100 + 3 for a spoof. */
    public static Sample sample(Label label, int number, int size) {
        String id = label.name().toLowerCase(java.util.Locale.ROOT) + "-" + number;
        RgbImage image = picture(label.isLive() ? number : 100 + number, size);
        return new Sample(id, label, label.isLive() ? "" : "print", "s" + number, id, () -> image);
    }

    /** A sample that cannot be read. */
    public static Sample broken(Label label, int number) {
        Sample whole = sample(label, number, 1);
        return whole.withImage(
                () -> {
                    throw new LgscException("Cannot read " + whole.id() + ": broken.");
                });
    }

    /** Some of both classes. */
    public static List<Sample> samples(int live, int spoof, int size) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < live; i++) {
            samples.add(sample(Label.LIVE, i, size));
        }
        for (int i = 0; i < spoof; i++) {
            samples.add(sample(Label.SPOOF, i, size));
        }
        return samples;
    }
}
