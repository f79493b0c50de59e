/** Links a reviewer's comment on a block to the block in the form. */
(() => {
  class ReviewPlaceController extends window.StimulusModule.Controller {
    static targets = ["notice"];
    static values = { gone: String };

    open(event) {
      event.preventDefault();
      const place = window.places.find([String(event.params.block)]);
      this.noticeTarget.textContent = place ? "" : this.goneValue;
      if (place) window.places.reveal(place);
    }
  }

  window.wagtail.app.register("review-place", ReviewPlaceController);
})();
