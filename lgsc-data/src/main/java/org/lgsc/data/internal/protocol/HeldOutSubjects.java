package org.lgsc.data.internal.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lgsc.data.protocol.Presentation;

/**
 * The development subjects of a data set that has none of its own: they are taken out of its
 * training subjects, so that nobody is in both and the test subjects stay untouched.
 */
public final class HeldOutSubjects {
    private HeldOutSubjects() {}

    /**
     * The last quarter of the subjects by name, rounded, at least one; none when there is only one
     * subject, because the training split may not be empty.
     */
    public static Set<String> lastQuarter(Collection<String> subjects) {
        List<String> sorted = List.copyOf(new TreeSet<>(subjects));
        int count = Math.max(1, (int) Math.round(sorted.size() / 4.0));
        int from = sorted.size() < 2 ? sorted.size() : sorted.size() - count;
        return new TreeSet<>(sorted.subList(from, sorted.size()));
    }

    /**
     * Those of some subjects that are there, so that a copy of a set with gaps has the split of the
     * whole set; the last quarter when none of them is there, or nobody else.
     *
     * @param subjects of the training part
     * @param usual who is held out of the whole set
     */
    public static Set<String> preferred(Collection<String> subjects, Set<String> usual) {
        Set<String> held = new TreeSet<>(subjects);
        held.retainAll(usual);
        return held.isEmpty() || held.containsAll(subjects) ? lastQuarter(subjects) : held;
    }

    /** The subjects of presentations. */
    public static Set<String> subjects(Collection<Presentation> presentations) {
        Set<String> subjects = new TreeSet<>();
        presentations.forEach(p -> subjects.add(p.subject()));
        return subjects;
    }

    /** The presentations that fit. */
    public static List<Presentation> where(
            Collection<Presentation> presentations, Predicate<Presentation> fits) {
        return presentations.stream().filter(fits).toList();
    }

    /** For a protocol's remarks. */
    public static String remark(Set<String> subjects) {
        return subjects.isEmpty()
                ? "the set has no development split and too few subjects to hold one out"
                : "the set has no development split; held out of its training subjects: "
                        + String.join(", ", subjects);
    }
}
