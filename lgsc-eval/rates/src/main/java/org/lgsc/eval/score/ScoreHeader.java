package org.lgsc.eval.score;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reports what is wrong with the first line of a score file. */
final class ScoreHeader {
    private ScoreHeader() {}

    /**
     * @param names of the columns, as in the file
     * @param needed required columns, in lower case
     * @return null when nothing is wrong
     */
    static @Nullable String problem(List<String> names, List<String> needed) {
        List<String> found = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        for (String column : needed) {
            if (!found.contains(column)) {
                return names.isEmpty()
                        ? "the file is empty"
                        : "the header has no column "
                                + column
                                + "; it has "
                                + String.join(", ", names)
                                + hint(String.join(" ", names));
            }
        }
        return null;
    }

    private static String hint(String line) {
        if (line.contains(";")) {
            return ". Fields must be separated by commas, not by semicolons";
        }
        if (line.contains("\t")) {
            return ". Fields must be separated by commas, not by tabs";
        }
        int fields = line.strip().split("\\s+").length;
        return fields == 4 || fields == 5
                ? ". It looks like a list of four or five columns separated by spaces, which has no"
                        + " header; write it as CSV with the columns of docs/evaluation.md"
                : "";
    }
}
