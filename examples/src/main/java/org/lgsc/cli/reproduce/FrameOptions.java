package org.lgsc.cli.reproduce;

import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.dataset.PadDataset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options that say how many frames of a prepared video are used where. */
public final class FrameOptions {
    /** A number of frames, or all. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return value.equalsIgnoreCase("all") ? Integer.MAX_VALUE : Integer.valueOf(value);
        }
    }

    @Option(
            names = "--frames",
            defaultValue = "10",
            paramLabel = "N|all",
            converter = Count.class,
            description =
                    "Most frames of each training video of a prepared data set in an epoch, from"
                            + " equal parts of the video, others in the next epoch where there are"
                            + " more (default: ${DEFAULT-VALUE}, as many as prepare takes).")
    int frames;

    @Option(
            names = "--dev-frames",
            defaultValue = "1",
            description =
                    "Frames of each of its development videos scored after an epoch"
                            + " (default: ${DEFAULT-VALUE}).")
    int devFrames;

    /** The same for folds whose test videos are scored with so many frames. */
    CacheFold.Frames ofFolds(int test) {
        return new CacheFold.Frames(frames, devFrames, test);
    }

    public PadDataset training(CachedSamples samples) {
        return samples.training(frames, devFrames);
    }
}
