/** The experiments of the paper's tables, on the user's data or simulated data. */
package org.lgsc.cli.reproduce;
