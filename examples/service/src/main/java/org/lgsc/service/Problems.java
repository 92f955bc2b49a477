package org.lgsc.service;

import org.lgsc.core.LgscException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * What the library refuses, by whose fault it is. A client reads the sentence about its picture;
 * others name files of this machine, and go into the log.
 */
@RestControllerAdvice
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail answer(LgscException problem) {
        return switch (problem.kind()) {
            case INPUT -> ProblemDetail.forStatusAndDetail(status(422), problem.getMessage());
            case ENVIRONMENT -> hidden(503, problem);
            case FILE, OTHER -> hidden(500, problem);
        };
    }

    /** Of this machine, wherever it happened: the next request may find memory. */
    @ExceptionHandler
    ProblemDetail answer(OutOfMemoryError problem) {
        LOG.error("A request found too little memory: raise -Xmx or lower lgsc.requests", problem);
        return ProblemDetail.forStatus(status(503));
    }

    /** Other exceptions about forms are of clients, too, such as a body that ends early. */
    @ExceptionHandler
    ProblemDetail answer(MultipartException problem) {
        if (problem.getRootCause() instanceof OutOfMemoryError memory) {
            return answer(memory);
        }
        return problem instanceof MaxUploadSizeExceededException
                ? ProblemDetail.forStatusAndDetail(status(413), "The form is too large.")
                : ProblemDetail.forStatusAndDetail(
                        status(400),
                        "The body is not a complete form: multipart/form-data with the boundary"
                                + " that its content type names.");
    }

    private static ProblemDetail hidden(int status, LgscException problem) {
        LOG.error("A check failed", problem);
        return ProblemDetail.forStatus(status(status));
    }

    /** By number: the name of 422 differs between Spring's versions. */
    private static HttpStatusCode status(int code) {
        return HttpStatusCode.valueOf(code);
    }
}
