package org.lgsc.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.Reason;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Checks pictures on its own threads, a few at a time, and none for longer than allowed. */
@Component
class Checks implements ApplicationRunner, AutoCloseable {
    /** Start of the names of the threads that check. */
    static final String THREADS = "lgsc-check-";

    private final LivenessDetector detector;
    private final MeterRegistry meters;
    private final long milliseconds;
    private final ThreadPoolExecutor threads;

    Checks(LivenessDetector detector, ServiceOptions options, MeterRegistry meters) {
        this.detector = detector;
        this.meters = meters;
        milliseconds = options.time().toMillis();
        threads =
                new ThreadPoolExecutor(
                        options.threads(),
                        options.threads(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(options.requests()),
                        new CustomizableThreadFactory(THREADS));
    }

    /**
     * Checks a drawn face in each thread. Spring calls this when the service has started, and
     * reports it as ready afterwards: without it the first pictures took seconds.
     */
    @Override
    public void run(ApplicationArguments arguments)
            throws InterruptedException, ExecutionException {
        List<Future<?>> warm = new ArrayList<>();
        try {
            for (int i = 0; i < threads.getCorePoolSize(); i++) {
                warm.add(threads.submit(detector::warmUp));
            }
        } catch (RejectedExecutionException e) {
            // clients that did not wait have filled the queue: the threads are warm from them
        }
        for (Future<?> one : warm) {
            one.get();
        }
    }

    /**
     * Checks a picture; the answer consists of values that every JSON library can write.
     *
     * @throws ResponseStatusException with 503 when the check takes too long
     */
    LivenessResult.Summary check(byte[] picture) throws InterruptedException {
        Future<LivenessResult.Summary> check = null;
        try {
            check = threads.submit(() -> measured(picture));
            return check.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The service is busy: try again later.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LgscException problem) {
                throw problem; // Problems answers
            }
            throw new IllegalStateException("the check failed", e.getCause());
        } finally {
            if (check != null) {
                check.cancel(false); // a running check ends by itself: its work is bounded
            }
        }
    }

    private LivenessResult.Summary measured(byte[] picture) {
        Timer.Sample time = Timer.start(meters);
        LivenessResult.Summary answer = detector.check(picture).summary();
        time.stop(meters.timer("lgsc.check"));
        meters.counter("lgsc.decisions", "decision", answer.decision().name()).increment();
        for (Reason reason : answer.reasons()) {
            meters.counter("lgsc.reasons", "reason", reason.name()).increment();
        }
        return answer;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
