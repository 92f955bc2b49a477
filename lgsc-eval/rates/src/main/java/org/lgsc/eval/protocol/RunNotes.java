package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.protocol.ScoreFacts;

/** Checks that the folds of a run are all folds of one protocol, each once. */
final class RunNotes {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

    private RunNotes() {}

    /**
     * @param facts of the test scores by the name of the fold; empty when not known
     * @return what a reader must know about the mean over these folds
     * @throws LgscException when two folds are of different protocols, or the same one
     */
    static List<String> of(RunFolder run, Map<String, Map<String, String>> facts) {
        List<String> notes = new ArrayList<>();
        for (String other : run.others()) {
            notes.add("the folder " + other + " holds no score files and is left out");
        }
        Map<String, String> stated = new LinkedHashMap<>();
        Map<String, String> places = new HashMap<>();
        String first = null;
        String all = null;
        for (RunFolder.Fold fold : run.folds()) {
            Map<String, String> known = facts.getOrDefault(fold.name(), Map.of());
            trainedElsewhere(fold, known, run.folds().size() > 1, notes);
            if (!known.containsKey(ScoreFacts.PROTOCOL)) {
                continue;
            }
            String protocol =
                    known.getOrDefault(ScoreFacts.DATASET, "")
                            + ", protocol "
                            + known.get(ScoreFacts.PROTOCOL);
            if (first != null && !first.equals(protocol)) {
                throw LgscException.of(
                        "%s holds scores of %s, other folds of the run those of %s; a run must hold"
                                + " the folds of one protocol.",
                        fold.test(), protocol, first);
            }
            first = protocol;
            all = known.getOrDefault(ScoreFacts.FOLDS, all);
            String number = known.getOrDefault(ScoreFacts.FOLD, "");
            String seed = known.getOrDefault(ScoreFacts.SEED, "");
            stated.putIfAbsent(number, fold.name());
            String other = places.putIfAbsent(number + " " + seed, fold.name());
            if (other != null) {
                throw LgscException.of(
                        "The folders %s and %s both hold scores of %s; keep one of them.",
                        other, fold.name(), ScoreFacts.place(known));
            }
        }
        if (places.size() > stated.size()) {
            notes.add(
                    RootFormat.of(
                            "mean and deviation are over %d trainings: folds were trained with"
                                    + " several seeds",
                            places.size()));
        }
        if (all != null && places.size() == run.folds().size()) {
            complete(stated, all, notes);
        } else {
            withoutGaps(run.folds(), notes);
        }
        return notes;
    }

    private static void trainedElsewhere(
            RunFolder.Fold fold, Map<String, String> known, boolean several, List<String> notes) {
        ScoreFacts.otherFold(known)
                .ifPresent(text -> notes.add((several ? fold.name() + ": " : "") + text));
    }

    private static void complete(Map<String, String> stated, String all, List<String> notes) {
        List<String> folds = Arrays.asList(all.split(" "));
        List<String> absent = folds.stream().filter(f -> !stated.containsKey(f)).toList();
        if (!absent.isEmpty()) {
            notes.add(
                    RootFormat.of(
                            "these are %d of the protocol's %d folds: %s %s missing",
                            stated.size(),
                            folds.size(),
                            String.join(", ", absent),
                            absent.size() == 1 ? "is" : "are"));
        }
    }

    /** Reports gaps in the numbers of the folders' names, where nothing else is known. */
    private static void withoutGaps(List<RunFolder.Fold> folds, List<String> notes) {
        TreeSet<Integer> numbers = new TreeSet<>();
        String prefix = null;
        for (RunFolder.Fold fold : folds) {
            Matcher m = NUMBERED.matcher(fold.name());
            if (!m.matches() || prefix != null && !prefix.equals(m.group(1))) {
                return;
            }
            prefix = m.group(1);
            numbers.add(Integer.parseInt(m.group(2)));
        }
        List<String> absent = new ArrayList<>();
        for (int i = Math.min(1, numbers.first()); i < numbers.last(); i++) {
            if (!numbers.contains(i)) {
                absent.add(prefix + i);
            }
            if (absent.size() > 100) {
                return; // numbers that do not count folds, such as years
            }
        }
        if (!absent.isEmpty()) {
            notes.add(
                    RootFormat.of(
                            "mean and deviation are over %d folds; by their names %s %s missing",
                            folds.size(),
                            String.join(", ", absent),
                            absent.size() == 1 ? "is" : "are"));
        }
    }
}
