package org.lgsc.train;

/**
 * Trains the encoder alone as a plain live or spoof classifier before the network is trained: same
 * width, seed, training split and batches, Adam at a rate of its own that falls to an eighth. It
 * starts from the library's encoder, or from filters without low frequencies. Its convolutional
 * part is then copied into the network.
 *
 * <p>Not in the paper, which starts from ImageNet weights: this replaces them where they are not
 * available.
 *
 * @param steps of training, at least 0; 0 for no warm start
 * @param learningRate above 0
 * @param laterFactor factor of the encoder's learning rate when the network is trained, 0 to 1: at
 *     the full rate the other losses would undo what the encoder has learnt
 */
public record EncoderWarmStart(int steps, double learningRate, double laterFactor) {
    /** The encoder is not trained alone: it keeps its initial weights. */
    public static final EncoderWarmStart NONE = new EncoderWarmStart(0);

    /** Creates a warm start at Adam's usual 1e-3, without a lower rate later. */
    public EncoderWarmStart(int steps) {
        this(steps, 1e-3, 1);
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
        if (!(laterFactor >= 0 && laterFactor <= 1)) {
            throw new IllegalArgumentException(
                    "the later factor must be 0 to 1, was " + laterFactor);
        }
    }

    /** For example {@code 600 steps at 0.001, later x0.1}, or {@code none}. */
    @Override
    public String toString() {
        String alone = steps == 0 ? "none" : steps + " steps at " + learningRate;
        return laterFactor == 1 ? alone : alone + ", later x" + laterFactor;
    }
}
