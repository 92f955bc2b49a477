/** Commands that list recordings and cut faces out of them. */
package org.lgsc.cli.dataset;
