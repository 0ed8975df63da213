/// A made-up day of a shop on AWS, for people who want to see ClickStack with logs in it; never
/// deployed.
///
/// [dev.cwforwarder.demo.DemoDay] makes the day: the same seed gives the same bytes.
/// [dev.cwforwarder.demo.DemoDayCommand] sends it through the packaged function.
@NullMarked
package dev.cwforwarder.demo;

import org.jspecify.annotations.NullMarked;
