package org.lgsc.train;

/**
 * Trains the encoder alone as a plain live or spoof classifier before the network as a whole: same
 * width, seed, training split and batches, Adam at the run's learning rate. Its convolutional part
 * is then copied into the network.
 *
 * <p>Not in the paper, which starts from ImageNet weights: this takes their place where there are
 * none.
 *
 * @param steps of training, at least 0; 0 for no warm start
 */
public record EncoderWarmStart(int steps) {
    /** The encoder starts from random weights. */
    public static final EncoderWarmStart NONE = new EncoderWarmStart(0);

    /** Checks the number. */
    public EncoderWarmStart {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative, were " + steps);
        }
    }

    /** For example {@code 600 steps}, or {@code none}. */
    @Override
    public String toString() {
        return steps == 0 ? "none" : steps + " steps";
    }
}
