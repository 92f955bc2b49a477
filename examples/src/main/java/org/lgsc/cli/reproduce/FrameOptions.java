package org.lgsc.cli.reproduce;

import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.dataset.PadDataset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options for the number of frames used of a prepared video. */
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
                            + " equal parts of the video; the next epoch uses other frames, if"
                            + " present (default: ${DEFAULT-VALUE}, as many as prepare writes).")
    int frames;

    @Option(
            names = "--dev-frames",
            defaultValue = "1",
            description =
                    "Frames of each development video scored after an epoch"
                            + " (default: ${DEFAULT-VALUE}).")
    int devFrames;

    /** The numbers for folds that score the given number of frames of test videos. */
    CacheFold.Frames ofFolds(int test) {
        return new CacheFold.Frames(frames, devFrames, test);
    }

    public PadDataset training(CachedSamples samples) {
        return samples.training(frames, devFrames);
    }
}
