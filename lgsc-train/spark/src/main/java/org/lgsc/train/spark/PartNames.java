package org.lgsc.train.spark;

import java.io.Serializable;
import org.lgsc.core.internal.RootFormat;

/**
 * The file names of a scoring.
 *
 * @param output output folder of the scoring
 */
record PartNames(String output) implements Serializable {
    String folder() {
        return output + "/parts";
    }

    /** Returns the name, below {@link #folder()}, of the file that marks a part as finished. */
    static String name(int part) {
        return RootFormat.of("part-%08d.csv", part);
    }

    String scores(int part) {
        return folder() + "/" + name(part);
    }

    String setAside(int part) {
        return folder() + "/set-aside-" + RootFormat.of("%08d.csv", part);
    }

    String allScores() {
        return output + "/scores.csv";
    }

    String allSetAside() {
        return output + "/set-aside.csv";
    }

    String job() {
        return output + "/job.properties";
    }
}
