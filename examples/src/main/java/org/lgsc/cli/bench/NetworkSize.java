package org.lgsc.cli.bench;

import org.lgsc.core.network.LgscNetwork;
import picocli.CommandLine.Option;

/** How large the network is whose steps are timed. */
final class NetworkSize {
    @Option(
            names = "--base-width",
            description = "Channels of the stem; 64 is full size (default: ${DEFAULT-VALUE}).")
    int baseWidth;

    @Option(
            names = "--size",
            description = "Side of the input, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    int size;

    /** With these defaults. */
    NetworkSize(int baseWidth, int size) {
        this.baseWidth = baseWidth;
        this.size = size;
    }

    /**
     * A network with random weights: times do not depend on them.
     *
     * @throws IllegalArgumentException when there is none of that size
     */
    LgscNetwork network() {
        return LgscNetwork.builder().baseWidth(baseWidth).inputSize(size).build();
    }
}
