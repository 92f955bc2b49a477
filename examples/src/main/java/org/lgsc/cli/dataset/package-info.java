/** Commands that look at recordings and cut faces out of them. */
package org.lgsc.cli.dataset;
