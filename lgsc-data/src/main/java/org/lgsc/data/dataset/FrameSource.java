package org.lgsc.data.dataset;

import java.util.List;
import java.util.random.RandomGenerator;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * Frames of one presentation, see {@link ImageSource#ofFrames}. The choice depends only on the
 * random generator and not on which frames were tried before.
 *
 * @param frames in order, at least one
 */
record FrameSource(List<ImageSource> frames) implements ImageSource {
    FrameSource {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("at least one frame is needed");
        }
    }

    /** Returns the frame in the middle. */
    @Override
    public RgbImage load() {
        return load(frames.size() / 2);
    }

    @Override
    public RgbImage load(RandomGenerator random) {
        return load(random.nextInt(frames.size()));
    }

    /** Returns the contents of all frames; "" when one of them is not known. */
    @Override
    public String content() {
        List<String> contents = frames.stream().map(ImageSource::content).toList();
        return contents.contains("") ? "" : String.join(" ", contents);
    }

    private RgbImage load(int wanted) {
        LgscException first = null;
        for (int i = 0; i < frames.size(); i++) {
            try {
                return frames.get((wanted + i) % frames.size()).load();
            } catch (LgscException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
