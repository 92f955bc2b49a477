/** Commands that score pictures with a model and compute error rates from scores. */
package org.lgsc.cli.evaluate;
