package org.lgsc.data.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;

/** A list file of a data set's authors, with one presentation per line. */
record OfficialList(Path file, Set<String> ids) {

    /**
     * Reads a list; empty lines are skipped.
     *
     * @param parser converts a line and "FILE, line N" to an id; throws {@link LgscException}
     * @throws LgscException when it cannot be read or when a line has no id
     */
    public static OfficialList read(Path file, BiFunction<String, String, String> parser) {
        List<String> lines;
        try {
            lines = RegularFiles.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? withoutMark(lines.get(i)) : lines.get(i)).strip();
            if (!line.isEmpty()) {
                ids.add(parser.apply(line, file + ", line " + (i + 1)));
            }
        }
        return new OfficialList(file, ids);
    }

    /** Removes the UTF-8 mark of some editors, here read as Latin-1, from the first line. */
    private static String withoutMark(String line) {
        return line.startsWith("\u00EF\u00BB\u00BF") ? line.substring(3) : line;
    }

    /**
     * Checks that the list and the protocol's rule agree: a truncated or mixed-up list would
     * otherwise change results unnoticed.
     *
     * @param admits the rule, for any id of the set
     * @param present existing ids of the split
     * @throws LgscException naming the first contradiction
     */
    public void requireAgreement(Predicate<String> admits, Collection<String> present) {
        for (String id : ids) {
            if (!admits.test(id)) {
                throw disagree("names " + id + ", which the protocol's rule leaves out");
            }
        }
        for (String id : present) {
            if (admits.test(id) && !ids.contains(id)) {
                throw disagree("leaves out " + id + ", which the protocol's rule includes");
            }
        }
    }

    private LgscException disagree(String what) {
        return LgscException.of(
                "List %s %s; copy the list again, or remove it to use the rule.", file, what);
    }
}
