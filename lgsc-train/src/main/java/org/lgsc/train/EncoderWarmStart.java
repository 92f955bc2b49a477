package org.lgsc.train;

/**
 * Trains the encoder alone as a plain live or spoof classifier before the network as a whole: same
 * width, seed, training split and batches, Adam at a rate of its own that falls to an eighth. Its
 * convolutional part is then copied into the network.
 *
 * <p>Not in the paper, which starts from ImageNet weights: this takes their place where there are
 * none.
 *
 * @param steps of training, at least 0; 0 for no warm start
 * @param learningRate above 0. A small plain classifier bears a higher one than the whole network,
 *     whose other losses would undo at it what the encoder has learnt
 */
public record EncoderWarmStart(int steps, double learningRate) {
    /** The encoder starts from random weights. */
    public static final EncoderWarmStart NONE = new EncoderWarmStart(0);

    /** Steps at Adam's usual 1e-3. */
    public EncoderWarmStart(int steps) {
        this(steps, 1e-3);
    }

    /** Checks the numbers. */
    public EncoderWarmStart {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative, were " + steps);
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "the learning rate must be above 0, was " + learningRate);
        }
    }

    /** For example {@code 600 steps at 0.001}, or {@code none}. */
    @Override
    public String toString() {
        return steps == 0 ? "none" : steps + " steps at " + learningRate;
    }
}
