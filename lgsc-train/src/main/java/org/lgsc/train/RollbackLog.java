package org.lgsc.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.train.progress.RolledBackStep;

/** The steps that a run has rolled back, in both of its phases. */
final class RollbackLog {
    private final int most;
    private final Consumer<RolledBackStep> listener;
    private final List<RolledBackStep> steps = new ArrayList<>();

    /**
     * @param most maximum number of rolled-back steps
     * @param listener receives each of them, also the one that ends the run
     */
    RollbackLog(int most, Consumer<RolledBackStep> listener) {
        this.most = most;
        this.listener = listener;
    }

    List<RolledBackStep> steps() {
        return List.copyOf(steps);
    }

    void restore(List<RolledBackStep> before) {
        steps.clear();
        steps.addAll(before);
    }

    /** Fails with a diagnosis when there are too many. */
    void add(RolledBackStep step) {
        steps.add(step);
        listener.accept(step);
        if (steps.size() > most) {
            throw new LgscException(diagnosis(step));
        }
    }

    private String diagnosis(RolledBackStep last) {
        StringBuilder text = new StringBuilder();
        text.append("The ")
                .append(last.phase().text())
                .append(" broke down at step ")
                .append(last.step())
                .append(": ")
                .append(last.reason())
                .append(". ");
        if (most > 0) {
            text.append(steps.size()).append(" steps were rolled back, ").append(most);
            text.append(most == 1 ? " is allowed" : " are allowed").append(". ");
        }
        List<String> recurring = recurring();
        if (steps.size() > 1 && inARow()) {
            text.append(
                    "They follow one another, so the cause is the weights rather than a batch: use"
                            + " a lower learning rate or a longer warm-up.");
        } else if (!recurring.isEmpty()) {
            text.append("These samples were in each of the batches, check them first: ")
                    .append(String.join(", ", recurring))
                    .append('.');
        } else {
            text.append(
                    "Use a lower learning rate or a longer warm-up, and check that the pictures of"
                            + " the batches are as expected: ");
            text.append(
                    last.samples().stream()
                            .map(RolledBackStep.BatchSample::id)
                            .distinct()
                            .limit(8)
                            .collect(Collectors.joining(", ")));
            text.append(last.samples().size() > 8 ? ", ..." : ".");
        }
        return text.toString();
    }

    private boolean inARow() {
        RolledBackStep first = steps.get(0);
        RolledBackStep last = steps.get(steps.size() - 1);
        return first.phase() == last.phase() && last.step() - first.step() == steps.size() - 1;
    }

    /** Returns the samples in all batches, if there are several batches. */
    private List<String> recurring() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RolledBackStep step : steps) {
            step.samples().stream()
                    .map(RolledBackStep.BatchSample::id)
                    .distinct()
                    .forEach(id -> counts.merge(id, 1, Integer::sum));
        }
        return steps.size() < 2
                ? List.of()
                : counts.entrySet().stream()
                        .filter(e -> e.getValue() == steps.size())
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
