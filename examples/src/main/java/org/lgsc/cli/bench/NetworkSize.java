package org.lgsc.cli.bench;

import org.lgsc.core.network.LgscNetwork;
import picocli.CommandLine.Option;

/** Options for the size of the timed network. */
final class NetworkSize {
    @Option(
            names = "--base-width",
            description = "Channels of the stem; 64 is full size (default: ${DEFAULT-VALUE}).")
    int baseWidth;

    @Option(
            names = "--size",
            description = "Side of the input, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    int size;

    NetworkSize(int baseWidth, int size) {
        this.baseWidth = baseWidth;
        this.size = size;
    }

    /** Returns a network with random weights: times do not depend on them. */
    LgscNetwork network() {
        return LgscNetwork.builder().baseWidth(baseWidth).inputSize(size).build();
    }
}
