package org.lgsc.data.cache;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lgsc.data.dataset.SetAside;

/**
 * Result of a preparation.
 *
 * @param files number of videos or pictures of the data set
 * @param finishedBefore of these, finished by an earlier run
 * @param usable of these, with at least one picture in the cache
 * @param images number of pictures in the cache
 * @param boxSources number of pictures by the source of the face box
 * @param setAside files, frames and annotation lines that could not be used
 */
public record PreparationSummary(
        int files,
        int finishedBefore,
        int usable,
        int images,
        SortedMap<String, Integer> boxSources,
        List<SetAside> setAside) {
    /** Copies the collections. */
    public PreparationSummary {
        boxSources = Collections.unmodifiableSortedMap(new TreeMap<>(boxSources));
        setAside = List.copyOf(setAside);
    }

    /** Returns a few lines for a console. */
    public String asText() {
        String sources =
                boxSources.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
        Map<String, Long> reasons =
                setAside.stream()
                        .collect(
                                Collectors.groupingBy(
                                        s -> kind(s.reason()),
                                        TreeMap::new,
                                        Collectors.counting()));
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d of %d files usable (%d finished before), %d pictures; faces by %s%n",
                        usable,
                        files,
                        finishedBefore,
                        images,
                        sources.isEmpty() ? "none" : sources));
        reasons.forEach(
                (reason, count) ->
                        text.append(
                                String.format(Locale.ROOT, "  set aside: %d %s%n", count, reason)));
        return text.toString();
    }

    /** Groups similar reasons; the report has every reason in full. */
    private static String kind(String reason) {
        if (reason.contains("truncated")) {
            return "truncated files";
        }
        if (reason.contains("is empty")) {
            return "empty files";
        }
        if (reason.contains("not a face location") || reason.contains("no face location")) {
            return "annotation lines that are not face locations";
        }
        if (reason.startsWith("No face")) {
            return "frames without a face";
        }
        if (reason.startsWith("The face has")) {
            return "frames with too small a face";
        }
        if (reason.startsWith("The name")) {
            return "files whose names do not belong to the set";
        }
        return "other (see the report)";
    }
}
