package org.lgsc.core.layers;

import java.util.Arrays;

/**
 * One parameter array of a layer.
 *
 * @param key name within the layer, for example "W"
 * @param role purpose, which determines initialisation, updater and regularisation
 * @param shape shape in 'c' order
 */
record ParamSpec(String key, Role role, long... shape) {
    enum Role {
        /** Weights: He-initialised, regularised. */
        WEIGHT,
        /** Scale of a norm: starts at 1. */
        GAIN,
        /** Shift of a norm: starts at 0. */
        SHIFT,
        /** Running mean: starts at 0; updated by the layer itself, not by the updater. */
        RUNNING_MEAN,
        /** Running variance: starts at 1; updated by the layer itself. */
        RUNNING_VARIANCE;

        boolean isRunningStatistic() {
            return this == RUNNING_MEAN || this == RUNNING_VARIANCE;
        }
    }

    long length() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
