package org.lgsc.data.internal.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

/**
 * Finds picture files that a data set has twice, under other names: in two splits, where they make
 * error rates too low, or as live and as an attack. Subjects do not reveal them, because a copy has
 * the name of another one.
 */
public final class RepeatedPictures {
    private final Map<String, Place> seen = new HashMap<>();
    private final List<String> splits = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    private RepeatedPictures() {}

    /** Where a file was first seen. */
    private record Place(Split split, Label label, String id) {}

    /**
     * Compares the contents of all files, which are read unless they have been before.
     *
     * @return a sentence about each kind of repetition; empty when there is none
     */
    public static List<String> of(PadDataset dataset) {
        dataset.dataHash(); // reads the files in several threads, and they keep their digests
        RepeatedPictures repeated = new RepeatedPictures();
        for (Split split : Split.values()) {
            for (Sample sample : dataset.samples(split)) {
                repeated.add(split, sample);
            }
        }
        return repeated.sentences();
    }

    private void add(Split split, Sample sample) {
        Place here = new Place(split, sample.label(), sample.id());
        Optional<Place> otherSplit = Optional.empty();
        Optional<Place> otherLabel = Optional.empty();
        for (String file : sample.image().content().split(" ")) { // a video has several
            Place first = file.isEmpty() ? null : seen.putIfAbsent(file, here);
            if (first != null && first.split() != split) {
                otherSplit = Optional.of(first);
            }
            if (first != null && first.label() != sample.label()) {
                otherLabel = Optional.of(first);
            }
        }
        otherSplit.ifPresent(first -> splits.add(pair(first, here)));
        otherLabel.ifPresent(first -> labels.add(pair(first, here)));
    }

    private static String pair(Place a, Place b) {
        return a.id() + " and " + b.id();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!splits.isEmpty()) {
            sentences.add(
                    RootFormat.of(
                            "%d pictures are copies of pictures in another split (%s): error rates"
                                    + " are lower than for new pictures. Keep one of each.",
                            splits.size(), splits.get(0)));
        }
        if (!labels.isEmpty()) {
            sentences.add(
                    RootFormat.of(
                            "%d pictures are both live and an attack (%s): remove the wrong ones.",
                            labels.size(), labels.get(0)));
        }
        return sentences;
    }
}
