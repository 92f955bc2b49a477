package org.lgsc.service;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Remembers the service when it became ready; found beside the service's own classes. */
@Component
class Readiness implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {
    private volatile int checkingThreads = -1;

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            checkingThreads =
                    (int)
                            Thread.getAllStackTraces().keySet().stream()
                                    .filter(t -> t.getName().startsWith(Checks.THREADS))
                                    .count();
        }
    }

    /** Number of threads that had checked then; -1 before. */
    int checkingThreads() {
        return checkingThreads;
    }
}
