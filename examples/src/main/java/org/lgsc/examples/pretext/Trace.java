package org.lgsc.examples.pretext;

import java.util.random.RandomGenerator;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * What can have happened to a picture between a face and a file, in the order in which it happens.
 * Each leaves a trace in colour or texture that presentation attacks have more of than live
 * pictures, or that cameras leave in both.
 */
enum Trace {
    /** A smaller gamut: colours nearer to grey, black lifted, as inks and displays show them. */
    GAMUT {
        @Override
        void leave(Planes p, RandomGenerator random) {
            float saturation = (float) random.nextDouble(0.4, 0.8);
            float black = (float) random.nextDouble(0, 0.12);
            for (int i = 0; i < p.length(); i++) {
                float grey = p.luma(i);
                for (int c = 0; c < 3; c++) {
                    float v = grey + saturation * (p.get(c, i) - grey);
                    p.set(c, i, black + (1 - black) * v);
                }
            }
        }
    },
    /** Redder light. */
    WARM {
        @Override
        void leave(Planes p, RandomGenerator random) {
            float by = (float) random.nextDouble(0.06, 0.2);
            p.scale(1 + by, 1, 1 - by);
        }
    },
    /** Bluer light, as of most displays. */
    COOL {
        @Override
        void leave(Planes p, RandomGenerator random) {
            float by = (float) random.nextDouble(0.06, 0.2);
            p.scale(1 - by, 1, 1 + by);
        }
    },
    /** A steeper or flatter tone curve. */
    TONE {
        @Override
        void leave(Planes p, RandomGenerator random) {
            double strength = random.nextDouble(1.35, 1.9);
            double gamma = random.nextBoolean() ? strength : 1 / strength;
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < p.length(); i++) {
                    p.set(c, i, (float) Math.pow(Math.max(0, p.get(c, i)), gamma));
                }
            }
        }
    },
    /** Light that a smooth surface throws back. */
    GLARE {
        @Override
        void leave(Planes p, RandomGenerator random) {
            double x = random.nextDouble(0, p.side());
            double y = random.nextDouble(0, p.side());
            double width = random.nextDouble(0.15, 0.5) * p.side();
            double height = random.nextDouble(0.15, 0.5) * p.side();
            float strength = (float) random.nextDouble(0.2, 0.6);
            for (int i = 0; i < p.length(); i++) {
                double dx = (i % p.side() - x) / width;
                double dy = (i / p.side() - y) / height;
                float more = strength * (float) Math.exp(-dx * dx - dy * dy);
                for (int c = 0; c < 3; c++) {
                    p.set(c, i, p.get(c, i) + more * (1 - p.get(c, i)));
                }
            }
        }
    },
    /** Coloured elements of a display, or dots of a print, at any angle. */
    GRID {
        @Override
        void leave(Planes p, RandomGenerator random) {
            double period = random.nextDouble(2.1, 4.5);
            p.waves(
                    period,
                    random.nextDouble(0, Math.PI),
                    random.nextDouble(0, 1) < 0.5 ? 1 : 0,
                    (float) random.nextDouble(0.04, 0.12),
                    random);
        }
    },
    /** Moire: wide coloured bands where a grid met the sensor's. */
    BANDS {
        @Override
        void leave(Planes p, RandomGenerator random) {
            p.waves(
                    random.nextDouble(6, 24),
                    random.nextDouble(0, Math.PI),
                    1,
                    (float) random.nextDouble(0.03, 0.08),
                    random);
        }
    },
    /** Fewer pixels at some time before. */
    RESAMPLED {
        @Override
        void leave(Planes p, RandomGenerator random) {
            p.resample(random.nextDouble(1.5, 3));
        }
    },
    /** A second lens, or one out of focus. */
    BLURRED {
        @Override
        void leave(Planes p, RandomGenerator random) {
            p.blur(random.nextDouble(0.8, 2));
        }
    },
    /** Edges with halos. */
    SHARPENED {
        @Override
        void leave(Planes p, RandomGenerator random) {
            p.sharpen((float) random.nextDouble(0.8, 2));
        }
    },
    /** Noise of a sensor in little light. */
    NOISE {
        @Override
        void leave(Planes p, RandomGenerator random) {
            double sigma = random.nextDouble(0.015, 0.05);
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < p.length(); i++) {
                    p.set(c, i, p.get(c, i) + (float) (sigma * random.nextGaussian()));
                }
            }
        }
    },
    /** Strong compression. */
    COMPRESSED {
        @Override
        void leave(Planes p, RandomGenerator random) {
            p.compress(random.nextInt(15, 60));
        }
    },
    /** A simulated print was photographed. */
    PRINT,
    /** A simulated display was photographed. */
    REPLAY,
    /** A simulated mask was photographed. */
    MASK;

    /** Leaves the trace; a recapture has left its own already. */
    void leave(Planes picture, RandomGenerator random) {
        throw new UnsupportedOperationException(name());
    }

    /** The trace of a recapture. */
    static Trace of(PaiSpecies species) {
        return switch (species) {
            case PRINT -> PRINT;
            case REPLAY -> REPLAY;
            case MASK -> MASK;
            case CLOTH -> throw new IllegalArgumentException("cloth is for tests");
        };
    }

    /** Whether it comes with the picture, not afterwards. */
    boolean isRecapture() {
        return this == PRINT || this == REPLAY || this == MASK;
    }
}
